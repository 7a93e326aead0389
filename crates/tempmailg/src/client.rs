//! The client, with one method per endpoint, and its builder.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderValue;

use crate::api_key::ApiKey;
use crate::base_url::BaseUrl;
use crate::decode::{decode_domain_list, decode_inbox, decode_message_list, decode_message_response};
use crate::download::AttachmentDownload;
use crate::error::{Error, UnexpectedResponseReason};
use crate::http_clients::{HttpClientCache, HttpSettings};
use crate::lenient_json::UnparsedJsonObject;
use crate::model::{ApiResponse, DomainList, Inbox, ListFingerprint, Message, MessageList, MessageListUpdate};
use crate::proxy::ProxyChoice;
use crate::request::{ApiRequest, ApiRequestBuilder};
use crate::transport::Transport;

/// A client of the TempMailG user API for one account. Clones are cheap and share connections.
///
/// Every call needs a Tokio runtime and can fail with the general causes of [`Error`], such as
/// [`Timeout`](Error::Timeout) or [`RateLimited`](Error::RateLimited). The methods list only the errors
/// that are specific to them. Dropping a call's future cancels the call, but the service may already have
/// executed it.
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
}

/// Builds a [`Client`]. Returned by [`Client::builder`].
///
/// ```
/// use std::time::Duration;
/// use tempmailg::{ApiKey, BaseUrl, Client};
///
/// let client = Client::builder(ApiKey::parse("sample-key-123")?)
///     .base_url(BaseUrl::parse("http://127.0.0.1:8080/api")?)
///     .timeout(Duration::from_secs(10))
///     .build()?;
/// assert!(!format!("{client:?}").contains("sample-key"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ClientBuilder {
    api_key: ApiKey,
    base_url: BaseUrl,
    timeout: Duration,
    user_agent: String,
    proxy: ProxyChoice,
    max_response_bytes: usize,
    max_attachment_bytes: u64,
}

impl Client {
    /// Returns a builder with default settings, for the account that owns `api_key`.
    pub fn builder(api_key: ApiKey) -> ClientBuilder {
        ClientBuilder {
            api_key,
            base_url: BaseUrl::default(),
            timeout: Duration::from_secs(30),
            user_agent: concat!("tempmailg/", env!("CARGO_PKG_VERSION")).to_owned(),
            proxy: ProxyChoice::default(),
            max_response_bytes: 32 << 20,
            max_attachment_bytes: 1 << 30,
        }
    }

    /// Lists the domains of one type: `free`, or one of the
    /// [`allowed_types`](DomainList::allowed_types) of an earlier response.
    ///
    /// The call changes nothing, so it is also suitable for validating an API key.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let list = client.list_domains("free").await?.value;
    /// for domain in list.domains {
    ///     println!("{} ({})", domain.domain, domain.kind);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](Error::InvalidInput) when `kind` is empty.
    pub async fn list_domains(&self, kind: &str) -> Result<ApiResponse<DomainList>, Error> {
        let request =
            self.create_request_builder(Method::GET, "/domains").build_with_query("the type", "type", kind)?;
        self.fetch_object(request, decode_domain_list).await
    }

    /// Creates an inbox with a random address.
    ///
    /// Store the address: no call lists the inboxes of an account.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let inbox = client.create_inbox().await?.value;
    /// println!("{} expires at {:?}", inbox.address, inbox.expires_at);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// After [`Timeout`](Error::Timeout) or [`Network`](Error::Network) the service may have created an
    /// inbox whose address is unknown.
    pub async fn create_inbox(&self) -> Result<ApiResponse<Inbox>, Error> {
        let request = self.create_request_builder(Method::POST, "/emails").build()?;
        self.fetch_object(request, decode_inbox).await
    }

    /// Changes the user name and domain of an inbox.
    ///
    /// The API does not say whether the messages and the old address are kept. Save what you need before.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let inbox = client
    ///     .convert_inbox("current@example.com", "demo123", "example.com")
    ///     .await?
    ///     .value;
    /// assert_eq!(inbox.address, "demo123@example.com");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Refused`](Error::Refused) when the name is taken or not allowed, with the service's reason.
    /// [`NotFound`](Error::NotFound) when the inbox has expired or was deleted.
    /// [`InvalidInput`](Error::InvalidInput) when an argument is empty, `.`, `..`, or longer than 4096 bytes.
    pub async fn convert_inbox(
        &self,
        current: &str,
        username: &str,
        domain: &str,
    ) -> Result<ApiResponse<Inbox>, Error> {
        let request = self
            .create_request_builder(Method::POST, "/emails/{current}/{username}/{domain}")
            .fill_path_segment("the current address", current)?
            .fill_path_segment("the user name", username)?
            .fill_path_segment("the domain", domain)?
            .build()?;
        self.fetch_object(request, decode_inbox).await
    }

    /// Deletes an inbox and its messages permanently.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// client.delete_inbox("demo123@example.com").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when the inbox has expired or was deleted before.
    pub async fn delete_inbox(&self, address: &str) -> Result<ApiResponse<()>, Error> {
        let request = self
            .create_request_builder(Method::DELETE, "/emails/{email}")
            .fill_path_segment("the address", address)?
            .build()?;
        self.send_ignoring_body(request).await
    }

    /// Lists the messages of an inbox with their bodies. Does not mark them as read.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let response = client.list_messages("demo123@example.com").await?;
    /// for message in response.value.messages {
    ///     println!("{}: {}", message.from_address, message.subject);
    /// }
    /// if let Some(quota) = response.quota {
    ///     println!("{} calls left", quota.remaining);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when the inbox has expired or was deleted.
    pub async fn list_messages(&self, address: &str) -> Result<ApiResponse<MessageList>, Error> {
        self.fetch_object(self.create_list_request(address)?, decode_message_list).await
    }

    /// Lists the messages of an inbox, unless the service's response is the same as that with the fingerprint `previous`.
    ///
    /// The service always sends all messages. For a caller that asks repeatedly, this saves the decoding. It is a call
    /// like any other for the quota.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// use tempmailg::MessageListUpdate;
    ///
    /// let mut previous = None;
    /// loop {
    ///     let response = client.list_messages_if_changed("demo123@example.com", previous).await?;
    ///     if let MessageListUpdate::Changed { list, fingerprint } = response.value {
    ///         println!("{} messages", list.messages.len());
    ///         previous = Some(fingerprint);
    ///     }
    ///     tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    /// }
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when the inbox has expired or was deleted.
    pub async fn list_messages_if_changed(
        &self,
        address: &str,
        previous: Option<ListFingerprint>,
    ) -> Result<ApiResponse<MessageListUpdate>, Error> {
        let response = self.transport.fetch_body(self.create_list_request(address)?).await?;
        let fingerprint = ListFingerprint(self.transport.fingerprint_keys.hash_one(&response.body));
        let update = if previous == Some(fingerprint) {
            MessageListUpdate::Unchanged
        } else {
            let list = self.transport.decode_body(&response, |object| decode_message_list(&object?))?;
            MessageListUpdate::Changed { list, fingerprint }
        };
        Ok(response.head.into_api_response(update))
    }

    /// Reads one message. The service marks it as read.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let message = client.read_message("ap94AWDg").await?.value;
    /// // The content is untrusted: sanitise HTML before you display it.
    /// println!("{} bytes, HTML: {}", message.content.len(), message.is_html);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when the message was deleted or its inbox has expired.
    pub async fn read_message(&self, id: &str) -> Result<ApiResponse<Message>, Error> {
        let request = self
            .create_request_builder(Method::GET, "/messages/{id}")
            .fill_path_segment("the message's id", id)?
            .build()?;
        self.fetch_object(request, decode_message_response).await
    }

    /// Deletes one message permanently.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// client.delete_message("ap94AWDg").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when the message was deleted before or its inbox has expired.
    pub async fn delete_message(&self, id: &str) -> Result<ApiResponse<()>, Error> {
        let request = self
            .create_request_builder(Method::DELETE, "/messages/{id}")
            .fill_path_segment("the message's id", id)?
            .build()?;
        self.send_ignoring_body(request).await
    }

    /// Starts the download of an attachment. `name` is the name that the message lists, unchanged.
    ///
    /// The URL is built from the base URL, the message's id and the name. The URL that the message lists
    /// is never used, so that the API key is sent to the base URL only. See [`AttachmentDownload`] for an example.
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when there is no such message or attachment.
    /// [`ResponseTooLarge`](Error::ResponseTooLarge) when the declared size exceeds the client's limit.
    /// [`InvalidInput`](Error::InvalidInput) for the names `.` and `..`, which a URL cannot contain.
    pub async fn download_attachment(
        &self,
        message_id: &str,
        name: &str,
    ) -> Result<ApiResponse<AttachmentDownload>, Error> {
        let request = self
            .create_request_builder(Method::GET, "/messages/{id}/attachments/{name}")
            .fill_path_segment("the message's id", message_id)?
            .fill_path_segment("the attachment's name", name)?
            .build()?;
        let (head, response) = self.transport.fetch_stream(request).await?;
        let download = AttachmentDownload::start_download(&self.transport, name, &head, response).await?;
        Ok(head.into_api_response(download))
    }

    /// Begins a request to an endpoint, given as a path with `{placeholders}`.
    fn create_request_builder(&self, method: Method, endpoint: &'static str) -> ApiRequestBuilder {
        ApiRequestBuilder::new(method, &self.transport.base_url, endpoint)
    }

    fn create_list_request(&self, address: &str) -> Result<ApiRequest, Error> {
        self.create_request_builder(Method::GET, "/messages").build_with_query("the address", "email", address)
    }

    async fn fetch_object<T>(
        &self,
        request: ApiRequest,
        decode: fn(&UnparsedJsonObject<'_>) -> Result<T, UnexpectedResponseReason>,
    ) -> Result<ApiResponse<T>, Error> {
        self.transport.fetch_json(request, |object| decode(&object?)).await
    }

    /// Sends a request whose success the status alone reports, so that the body may be empty.
    async fn send_ignoring_body(&self, request: ApiRequest) -> Result<ApiResponse<()>, Error> {
        self.transport.fetch_json(request, |_| Ok(())).await
    }
}

impl ClientBuilder {
    /// Sets the base URL of the API. The default is [`BaseUrl::default`].
    pub fn base_url(mut self, base_url: BaseUrl) -> Self {
        self.base_url = base_url;
        self
    }

    /// Sets the timeout of a call. The default is 30 seconds.
    ///
    /// A download may take longer: there the timeout applies to the response head, and then to the pause
    /// between two chunks.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the `User-Agent` header. The default is `tempmailg/VERSION`.
    pub fn user_agent(mut self, user_agent: &str) -> Self {
        user_agent.clone_into(&mut self.user_agent);
        self
    }

    /// Sets which proxy is used. The default is [`ProxyChoice::Environment`].
    ///
    /// A proxy that is set and can't be used is an [`Error::Proxy`]: nothing is sent past it. Requests to a loopback
    /// host use no proxy.
    pub fn proxy(mut self, proxy: ProxyChoice) -> Self {
        self.proxy = proxy;
        self
    }

    /// Sets the size limit of a JSON response, in bytes. The default is 32 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Sets the size limit of a downloaded attachment, in bytes. The default is 1 GiB.
    pub fn max_attachment_bytes(mut self, bytes: u64) -> Self {
        self.max_attachment_bytes = bytes;
        self
    }

    /// Builds the client. No request is sent.
    ///
    /// If the process has no default rustls crypto provider, this installs ring as the default.
    ///
    /// # Errors
    /// [`InvalidInput`](Error::InvalidInput) when the user agent is not a valid header value,
    /// [`Setup`](Error::Setup) when TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // An error means that another thread has installed a provider in the meantime.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let user_agent = HeaderValue::from_str(&self.user_agent).map_err(|_| Error::InvalidInput {
            what: "the user agent",
            reason: "it holds characters that no header can",
        })?;
        let settings = HttpSettings { user_agent, base_url: self.base_url.clone(), timeout: self.timeout };
        let http_clients = HttpClientCache::new(settings, self.proxy)?;
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", self.api_key.expose())).map_err(|_| {
            Error::InvalidInput { what: "the API key", reason: "it holds characters that no header can" }
        })?;
        authorization.set_sensitive(true);
        Ok(Client {
            transport: Arc::new(Transport {
                http_clients,
                base_url: self.base_url,
                api_key: self.api_key,
                authorization,
                timeout: self.timeout,
                max_response_bytes: self.max_response_bytes,
                max_attachment_bytes: self.max_attachment_bytes,
                fingerprint_keys: RandomState::new(),
            }),
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.transport.base_url)
            .field("timeout", &self.transport.timeout)
            .finish_non_exhaustive()
    }
}
