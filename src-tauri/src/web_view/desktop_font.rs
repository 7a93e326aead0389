//! The desktop's font.

/// Returns the family of the desktop's font; `None` if that font is not installed.
pub(super) fn find_desktop_font() -> Option<String> {
    use gtk::{pango::prelude::FontExt as _, prelude::GtkSettingsExt as _};
    let wanted = gtk::pango::FontDescription::from_string(&gtk::Settings::default()?.gtk_font_name()?);
    let loaded = gtk::gdk::pango_context_get()?.load_font(&wanted)?.describe();
    let (wanted, loaded) = (wanted.family()?, loaded.family()?);
    wanted.eq_ignore_ascii_case(&loaded).then(|| loaded.to_string())
}
