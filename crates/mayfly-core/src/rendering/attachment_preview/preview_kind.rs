//! Which attachments can be shown in place.

use crate::view::AttachmentPreviewKind;

/// Extensions of pictures. The format is detected from the bytes, whatever the name says.
const PICTURE_EXTENSIONS: &[&str] = &["gif", "jpe", "jpeg", "jpg", "png", "webp"];

/// Extensions of files that are text for people.
const TEXT_EXTENSIONS: &[&str] = &["csv", "ics", "json", "log", "markdown", "md", "text", "tsv", "txt"];

/// Returns how an attachment of this name can be shown in place; `None` if it can't.
///
/// The name decides because the service lists no media types. It is the sanitised name, the one that a saved file gets:
/// what a name hides behind characters that change the writing direction does not count.
pub(crate) fn find_preview_kind(safe_name: &str) -> Option<AttachmentPreviewKind> {
    let (_, extension) = safe_name.rsplit_once('.')?;
    let is_listed = |list: &[&str]| list.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is_listed(PICTURE_EXTENSIONS) {
        Some(AttachmentPreviewKind::Picture)
    } else if is_listed(TEXT_EXTENSIONS) {
        Some(AttachmentPreviewKind::Text)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_extension_of_the_sanitised_name_decides() {
        use AttachmentPreviewKind::{Picture, Text};
        for (name, kind) in [
            ("seat-plan.png", Some(Picture)),
            ("IMG_0001.JPG", Some(Picture)),
            ("a.b.webp", Some(Picture)),
            ("notes.txt", Some(Text)),
            ("invite.ICS", Some(Text)),
            ("table.csv", Some(Text)),
            ("picture.svg", None),
            ("page.html", None),
            ("picture.png.exe", None),
            ("ticket.pdf", None),
            ("png", None),
            ("", None),
            // Drawn as "fdp.exe".
            ("\u{202e}exe.pdf", None),
            // Drawn as "gnp.exe", saved as "exe.png", a picture as far as anyone can tell.
            ("\u{202e}exe.png", Some(Picture)),
            ("picture.png\u{202e}txt.exe", None),
        ] {
            assert_eq!(find_preview_kind(&mayfly_mail::sanitise_file_name(name)), kind, "{name:?}");
        }
    }
}
