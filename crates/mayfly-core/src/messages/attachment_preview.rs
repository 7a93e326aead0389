//! Showing an attachment in place: downloaded into memory, made safe, and given to the sandboxed frame.

use super::message_lookup::find_attachment;
use crate::blocking::run_blocking;
use crate::core_handle::Core;
use crate::error::{AttachmentPreviewError, Error, Result};
use crate::rendering::attachment_preview::{
    MAX_TEXT_BYTES, PictureScale, PreviewContent, RedrawnPicture, decode_text, find_preview_kind, reencode_picture,
    write_picture_document, write_text_preview_document,
};
use crate::rendering::remote_images::{FetchedImage, MAX_IMAGE_BYTES};
use crate::session::AccountSession;
use crate::store::AttachmentInfo;
use crate::view::{AttachmentPreview, AttachmentPreviewContent, AttachmentPreviewKind, MessageId};
use tokio::sync::Semaphore;

/// Decoding needs much memory: one picture at a time, even if others were given up meanwhile.
static DECODING_PERMIT: Semaphore = Semaphore::const_new(1);

impl Core {
    /// Downloads an attachment into memory and prepares it for the frame, in place of the one that was shown before.
    /// Nothing is written to disk.
    ///
    /// # Errors
    /// An unknown message or attachment, a type that is not shown, a picture that exceeds a limit or can't be decoded, a
    /// failure of the service or the store; [`Error::Cancelled`] when the preview was closed or replaced meanwhile.
    pub async fn open_attachment_preview(&self, message: &MessageId, index: u32) -> Result<AttachmentPreview> {
        let session = self.active_session()?;
        let (number, closed) = self.lock_reading_state().attachment_preview.begin_preview();
        let prepared = tokio::select! {
            () = closed.cancelled() => Err(Error::Cancelled),
            () = session.stop_token.cancelled() => Err(Error::Cancelled),
            prepared = prepare_preview(&session, message, index) => prepared,
        };
        let slot = &mut self.lock_reading_state().attachment_preview;
        let (content, view) = prepared.inspect_err(|_| slot.close_preview_if_current(number))?;
        if !slot.set_preview_content(number, content) {
            return Err(Error::Cancelled);
        }
        Ok(AttachmentPreview { number, content: view })
    }

    /// Closes the attachment that is shown; a download under way is given up.
    pub fn close_attachment_preview(&self) {
        self.lock_reading_state().attachment_preview.close_preview();
    }

    /// The document of the attachment that is shown, if it has this number.
    #[must_use]
    pub fn attachment_preview_document(&self, number: u32, scale: PictureScale) -> Option<String> {
        let content = self.lock_reading_state().attachment_preview.find_attachment_preview_content(number)?;
        Some(match &*content {
            PreviewContent::Picture { picture, name } => {
                let size = (picture.width, picture.height);
                write_picture_document(&format!("{number}/picture"), name, size, scale)
            }
            PreviewContent::Text { document } => document.clone(),
        })
    }

    /// The picture in the document of the attachment that is shown, if it has this number.
    #[must_use]
    pub fn attachment_preview_picture(&self, number: u32) -> Option<FetchedImage> {
        let content = self.lock_reading_state().attachment_preview.find_attachment_preview_content(number)?;
        match &*content {
            PreviewContent::Picture { picture: RedrawnPicture { media_type, bytes, .. }, .. } => {
                Some(FetchedImage { media_type, bytes: bytes.clone() })
            }
            PreviewContent::Text { .. } => None,
        }
    }
}

async fn prepare_preview(
    session: &AccountSession,
    message: &MessageId,
    index: u32,
) -> Result<(PreviewContent, AttachmentPreviewContent)> {
    let AttachmentInfo { name, size } = find_attachment(session, message, index).await?;
    let safe_name = mayfly_mail::sanitise_file_name(&name);
    match find_preview_kind(&safe_name).ok_or(AttachmentPreviewError::UnsupportedType)? {
        AttachmentPreviewKind::Picture => {
            let file = download_beginning(session, message, &name, AttachmentPreviewKind::Picture).await?;
            if file.is_cut {
                return Err(AttachmentPreviewError::TooManyBytes.into());
            }
            let picture = redraw_picture_exclusively(file.bytes).await?;
            let view = AttachmentPreviewContent::Picture { width: picture.width, height: picture.height };
            Ok((PreviewContent::Picture { picture, name: safe_name }, view))
        }
        AttachmentPreviewKind::Text => {
            let file = download_beginning(session, message, &name, AttachmentPreviewKind::Text).await?;
            let (is_file_cut, size) = (file.is_cut, file.size.or(size));
            let document =
                run_blocking(move || write_text_preview_document(&decode_text(&file.bytes, file.is_cut))).await?;
            let view = AttachmentPreviewContent::Text { size, truncated: is_file_cut || document.is_cut };
            Ok((PreviewContent::Text { document: document.html }, view))
        }
    }
}

async fn redraw_picture_exclusively(bytes: Vec<u8>) -> Result<RedrawnPicture> {
    let permit = DECODING_PERMIT.acquire().await.map_err(|_| Error::Cancelled)?;
    let redrawn = run_blocking(move || {
        // Held until the decoder ends, whether someone still waits for it or not.
        let _permit = permit;
        reencode_picture(&bytes)
    });
    // A decoder that panics could not read the file either.
    Ok(redrawn.await.unwrap_or(Err(AttachmentPreviewError::UnreadablePicture))?)
}

/// A file, or its beginning.
struct DownloadedFileStart {
    bytes: Vec<u8>,
    /// The size of the whole file, if the service declares it.
    size: Option<u64>,
    /// Whether the file is longer than `bytes`.
    is_cut: bool,
}

/// Downloads an attachment into memory: as much as is shown of its kind. Nothing is read of a picture that declares more.
async fn download_beginning(
    session: &AccountSession,
    message: &MessageId,
    name: &str,
    kind: AttachmentPreviewKind,
) -> Result<DownloadedFileStart> {
    let (limit, is_beginning_useful) = match kind {
        AttachmentPreviewKind::Picture => (MAX_IMAGE_BYTES, false),
        AttachmentPreviewKind::Text => (MAX_TEXT_BYTES, true),
    };
    let mut download = session
        .record_response_to_user_request(session.client.download_attachment(message.as_str(), name).await)?
        .value;
    let size = download.content_length();
    let mut bytes = Vec::new();
    if !is_beginning_useful && size.is_some_and(|size| size > limit as u64) {
        return Ok(DownloadedFileStart { bytes, size, is_cut: true });
    }
    while let Some(chunk) = download.next_chunk().await? {
        let room = limit - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        if chunk.len() > room {
            return Ok(DownloadedFileStart { bytes, size, is_cut: true });
        }
    }
    Ok(DownloadedFileStart { size: size.or(Some(bytes.len() as u64)), bytes, is_cut: false })
}
