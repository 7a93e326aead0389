//! The client: one method per endpoint.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::HeaderValue;
use url::Url;

use crate::error::{Cause, Error, Unexpected};
use crate::json::Object;
use crate::model::{Answer, DomainList, Inbox, Message, MessageList};
use crate::transport::{Path, Transport};
use crate::{ApiKey, BaseUrl, Download, decode};

/// The TempMailG user API, for one account. Cloning is cheap and shares connections.
///
/// Every call may fail as [`Error`] tells; what is said about a call below is what is particular to it.
/// Calls must be made within a Tokio runtime. Dropping a call's future abandons it, though the service
/// may have done it by then.
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
}

/// Settings of a [`Client`] to be.
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
    key: ApiKey,
    base: BaseUrl,
    timeout: Duration,
    user_agent: String,
    max_answer_bytes: usize,
    max_attachment_bytes: u64,
}

impl Client {
    /// Starts a client for the account that owns `key`.
    pub fn builder(key: ApiKey) -> ClientBuilder {
        ClientBuilder {
            key,
            base: BaseUrl::default(),
            timeout: Duration::from_secs(30),
            user_agent: concat!("tempmailg/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_answer_bytes: 32 << 20,
            max_attachment_bytes: 1 << 30,
        }
    }

    /// Lists the domains of a type (`free`, or one of the answer's
    /// [`allowed_types`](DomainList::allowed_types)). Changes nothing, so it also serves to check a key.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let list = client.domains("free").await?.value;
    /// for domain in list.domains {
    ///     println!("{} ({})", domain.domain, domain.kind);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](Error::InvalidInput) when `kind` is empty.
    pub async fn domains(&self, kind: &str) -> Result<Answer<DomainList>, Error> {
        let url = self.at("domains").with_query("the type", "type", kind)?;
        self.read(Method::GET, url, decode::domains).await
    }

    /// Creates an inbox with a random address. No call lists an account's inboxes: keep the address,
    /// or it is lost.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let answer = client.create_inbox().await?;
    /// println!("{} until {:?}", answer.value.address, answer.value.expires_at);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// After a [`Timeout`](Error::Timeout) or [`Network`](Error::Network) error an inbox may exist
    /// whose address never arrived.
    pub async fn create_inbox(&self) -> Result<Answer<Inbox>, Error> {
        let url = self.at("emails").url()?;
        self.read(Method::POST, url, decode::inbox).await
    }

    /// Gives an inbox a new user name and domain. Whether its messages and its old address survive is
    /// the service's affair: keep what matters before.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let inbox = client
    ///     .change_inbox("current@example.com", "demo123", "example.com")
    ///     .await?
    ///     .value;
    /// assert_eq!(inbox.address, "demo123@example.com");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`Refused`](Error::Refused) when the name is taken or not allowed, with the reason;
    /// [`InvalidInput`](Error::InvalidInput) when a part is empty, `.` or `..`.
    pub async fn change_inbox(&self, current: &str, username: &str, domain: &str) -> Result<Answer<Inbox>, Error> {
        let url = self
            .at("emails")
            .segment("the current address", current)?
            .segment("the user name", username)?
            .segment("the domain", domain)?
            .url()?;
        self.read(Method::POST, url, decode::inbox).await
    }

    /// Deletes an inbox, for good.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// client.delete_inbox("demo123@example.com").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when it has expired or was deleted before.
    pub async fn delete_inbox(&self, address: &str) -> Result<Answer<()>, Error> {
        let url = self.at("emails").segment("the address", address)?.url()?;
        self.delete(url).await
    }

    /// Lists an inbox's messages, bodies included.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let answer = client.messages("demo123@example.com").await?;
    /// for message in answer.value.messages {
    ///     println!("{}: {}", message.from_address, message.subject);
    /// }
    /// if let Some(quota) = answer.quota {
    ///     println!("{} calls left", quota.remaining);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when the inbox has expired or was deleted.
    pub async fn messages(&self, address: &str) -> Result<Answer<MessageList>, Error> {
        let url = self.at("messages").with_query("the address", "email", address)?;
        self.read(Method::GET, url, decode::messages).await
    }

    /// Reads one message, which counts as seen from then on.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// let message = client.message("ap94AWDg").await?.value;
    /// // Written by a stranger: HTML must be sanitised before it is shown.
    /// println!("{} bytes, HTML: {}", message.content.len(), message.is_html);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when it was deleted.
    pub async fn message(&self, id: &str) -> Result<Answer<Message>, Error> {
        let url = self.at("messages").segment("the message's id", id)?.url()?;
        self.read(Method::GET, url, decode::message).await
    }

    /// Deletes one message, for good.
    ///
    /// ```no_run
    /// # async fn example(client: tempmailg::Client) -> Result<(), tempmailg::Error> {
    /// client.delete_message("ap94AWDg").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when it was deleted before.
    pub async fn delete_message(&self, id: &str) -> Result<Answer<()>, Error> {
        let url = self.at("messages").segment("the message's id", id)?.url()?;
        self.delete(url).await
    }

    /// Starts to download an attachment by the name that the message gives it. See [`Download`] for
    /// an example.
    ///
    /// The address is made of the base URL, the message's id and the name, however odd: the key goes
    /// nowhere else, whatever the message says.
    ///
    /// # Errors
    /// [`NotFound`](Error::NotFound) when the message or the attachment is gone;
    /// [`InvalidInput`](Error::InvalidInput) for the names `.` and `..`, which no web address can hold.
    pub async fn attachment(&self, message_id: &str, name: &str) -> Result<Answer<Download>, Error> {
        let url = self
            .at("messages")
            .segment("the message's id", message_id)?
            .fixed("attachments")
            .segment("the attachment's name", name)?
            .url()?;
        let transport = &self.transport;
        let (head, response) = transport.send(Method::GET, url, transport.deadline()).await?;
        let download = Download::start(transport, name, &head, response).await?;
        Ok(head.answer(download))
    }

    fn at(&self, name: &str) -> Path {
        Path::new(&self.transport.base, name)
    }

    async fn read<T>(
        &self,
        method: Method,
        url: Url,
        decode: fn(&Object<'_>) -> Result<T, Unexpected>,
    ) -> Result<Answer<T>, Error> {
        self.transport.fetch(method, url, |fields| decode(&fields?)).await
    }

    async fn delete(&self, url: Url) -> Result<Answer<()>, Error> {
        // The status says it all; a body isn't needed.
        self.transport.fetch(Method::DELETE, url, |_| Ok(())).await
    }
}

impl ClientBuilder {
    /// Where the API lives; [`BaseUrl::default`] unless set.
    pub fn base_url(mut self, base: BaseUrl) -> Self {
        self.base = base;
        self
    }

    /// How long a call may take, 30 s unless set. For downloads: how long nothing may come.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How the client names itself; `tempmailg/VERSION` unless set.
    pub fn user_agent(mut self, name: &str) -> Self {
        name.clone_into(&mut self.user_agent);
        self
    }

    /// The longest answer to read, in bytes; 32 MiB unless set.
    pub fn max_answer_bytes(mut self, bytes: usize) -> Self {
        self.max_answer_bytes = bytes;
        self
    }

    /// The longest attachment to download, in bytes; 1 GiB unless set.
    pub fn max_attachment_bytes(mut self, bytes: u64) -> Self {
        self.max_attachment_bytes = bytes;
        self
    }

    /// Makes the client. Unless the process has a default TLS provider, ring becomes it.
    ///
    /// # Errors
    /// [`InvalidInput`](Error::InvalidInput) when the user agent can't be a header,
    /// [`Setup`](Error::Setup) when TLS can't be set up.
    pub fn build(self) -> Result<Client, Error> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // Lost a race: another thread has installed one.
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        let user_agent = HeaderValue::from_str(&self.user_agent).map_err(|_| Error::InvalidInput {
            what: "the user agent",
            reason: "it holds characters that no header can",
        })?;
        let mut http = reqwest::Client::builder()
            .user_agent(user_agent)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .https_only(self.base.as_str().starts_with("https://"));
        if self.base.is_loopback() {
            // Plain HTTP is for this machine alone: no proxy sees it, and no name server says where
            // "localhost" is.
            let here: [SocketAddr; 2] = [(Ipv4Addr::LOCALHOST, 0).into(), (Ipv6Addr::LOCALHOST, 0).into()];
            http = http.no_proxy().resolve_to_addrs("localhost", &here);
        }
        let http = http.build().map_err(|error| Error::Setup(Cause::new(&error.without_url().to_string())))?;
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", self.key.expose())).map_err(|_| {
            Error::InvalidInput { what: "the API key", reason: "it holds characters that no header can" }
        })?;
        authorization.set_sensitive(true);
        Ok(Client {
            transport: Arc::new(Transport {
                http,
                base: self.base,
                key: self.key,
                authorization,
                timeout: self.timeout,
                max_answer_bytes: self.max_answer_bytes,
                max_attachment_bytes: self.max_attachment_bytes,
            }),
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.transport.base)
            .field("timeout", &self.transport.timeout)
            .finish_non_exhaustive()
    }
}
