//! Names of attached files: makes them safe to save under, and tells dangerous types.

use crate::characters::{is_bidi_control, is_invisible_char};

/// Bytes of a safe file name.
const MAX_NAME_BYTES: usize = 150;
/// The name of a file whose name has no usable character.
const FALLBACK_NAME: &str = "attachment";

/// Names that Windows reserves for devices, with or without an extension.
const RESERVED_NAMES: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "com¹",
    "com²", "com³", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²",
    "lpt³", "conin$", "conout$",
];

/// Extensions that run programs, or that carry scripts or macros, on Windows, macOS or Linux.
const DANGEROUS_EXTENSIONS: &[&str] = &[
    // Windows
    "exe",
    "com",
    "scr",
    "pif",
    "bat",
    "cmd",
    "msi",
    "msp",
    "mst",
    "msix",
    "msixbundle",
    "appx",
    "appxbundle",
    "appinstaller",
    "application",
    "appref-ms",
    "cpl",
    "dll",
    "ocx",
    "sys",
    "drv",
    "gadget",
    "hta",
    "inf",
    "ins",
    "isp",
    "jse",
    "js",
    "mjs",
    "vb",
    "vbe",
    "vbs",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "ps1",
    "ps1xml",
    "ps2",
    "ps2xml",
    "psc1",
    "psc2",
    "psd1",
    "psm1",
    "msh",
    "msh1",
    "msh2",
    "mshxml",
    "msc",
    "reg",
    "rgs",
    "scf",
    "lnk",
    "url",
    "website",
    "search-ms",
    "library-ms",
    "searchconnector-ms",
    "settingcontent-ms",
    "shb",
    "shs",
    "sct",
    "theme",
    "themepack",
    "diagcab",
    "chm",
    "hlp",
    "iso",
    "img",
    "vhd",
    "vhdx",
    "xll",
    "wll",
    "ade",
    "adp",
    "mda",
    "mdb",
    "mde",
    "accde",
    "one",
    "onepkg",
    "rdp",
    "jnlp",
    "xbap",
    "prf",
    "ppkg",
    // Office files with macros
    "docm",
    "dotm",
    "xlsm",
    "xltm",
    "xlam",
    "xlsb",
    "pptm",
    "potm",
    "ppam",
    "ppsm",
    "sldm",
    "slk",
    "iqy",
    "oqy",
    "rqy",
    "dqy",
    // macOS
    "app",
    "command",
    "tool",
    "workflow",
    "action",
    "scpt",
    "scptd",
    "applescript",
    "osax",
    "pkg",
    "mpkg",
    "dmg",
    "terminal",
    "prefpane",
    "saver",
    "kext",
    "mobileconfig",
    "fileloc",
    "inetloc",
    "webloc",
    "dylib",
    "bundle",
    // Linux and scripts anywhere
    "sh",
    "bash",
    "csh",
    "ksh",
    "zsh",
    "fish",
    "run",
    "bin",
    "elf",
    "out",
    "appimage",
    "deb",
    "rpm",
    "flatpak",
    "flatpakref",
    "snap",
    "desktop",
    "service",
    "so",
    "py",
    "pyc",
    "pyo",
    "pyw",
    "pyz",
    "pyzw",
    "pl",
    "pm",
    "rb",
    "php",
    "phar",
    "lua",
    "tcl",
    "awk",
    "jar",
    "war",
    "class",
    "jnilib",
    "apk",
    "aab",
    "ipa",
    "xpi",
    "crx",
    "swf",
    "air",
    // Pages that run scripts when opened from disk
    "html",
    "htm",
    "shtml",
    "xhtml",
    "xht",
    "mht",
    "mhtml",
    "svg",
    "svgz",
    "xml",
    "xsl",
    "xslt",
];

/// Extensions that look harmless. In the middle of a name they hide the real extension.
const HARMLESS_LOOKING_EXTENSIONS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf", "csv", "odt", "ods", "jpg", "jpeg", "png", "gif",
    "bmp", "webp", "heic", "tif", "tiff", "mp3", "mp4", "mov", "avi", "mkv", "wav", "zip", "rar", "7z", "eml", "ics",
    "vcf", "invoice",
];

/// Extensions that legitimately follow a harmless-looking one: archives, signatures, backups.
const LEGITIMATE_OUTER_EXTENSIONS: &[&str] = &[
    "gz", "bz2", "xz", "zst", "zip", "7z", "asc", "sig", "p7m", "p7s", "gpg", "pgp", "bak", "old", "part", "sha256",
    "md5",
];

/// Makes the name of an attachment safe to save under, on every system.
///
/// The result has no separators, no control, bidirectional or invisible characters, no character that Windows
/// refuses, no leading dot and no trailing dot or space. It is not the name of a device, has at most 150 bytes
/// with its extension kept, and is never empty. Applying the function again changes nothing.
///
/// It does not make the file itself harmless: see [`is_dangerous_file`].
///
/// ```
/// use mayfly_mail::sanitise_file_name;
///
/// assert_eq!(sanitise_file_name("../../etc/passwd"), "passwd");
/// assert_eq!(sanitise_file_name("CON.txt"), "_CON.txt");
/// assert_eq!(sanitise_file_name("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
/// assert_eq!(sanitise_file_name(""), "attachment");
/// ```
pub fn sanitise_file_name(name: &str) -> String {
    // Only the last part is kept: the folders in front are those of the sender.
    let last = name
        .rsplit(['/', '\\', '\u{2044}', '\u{2215}', '\u{FF0F}', '\u{FF3C}', '\u{29F8}'])
        .find(|part| part.chars().any(|c| !c.is_whitespace() && c != '.' && !is_removed_from_file_name(c)));
    let mut out = String::with_capacity(last.map_or(0, str::len));
    for c in last.unwrap_or_default().chars() {
        if is_removed_from_file_name(c) {
            continue;
        }
        let c = match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            // One kind of space, so that a run of them cannot push the extension out of sight.
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    let mut out = trim_unsafe_ends(&out).to_owned();
    if out.is_empty() {
        return FALLBACK_NAME.to_owned();
    }
    if is_reserved_device_name(&out) {
        out.insert(0, '_');
    }
    truncate_file_name_stem(&out)
}

/// Whether a character is removed from file names.
fn is_removed_from_file_name(c: char) -> bool {
    c.is_control()
        || is_invisible_char(c)
        || is_bidi_control(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFD}')
        || matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// Removes leading dots, spaces, `~` and `-`, and trailing dots and spaces.
fn trim_unsafe_ends(name: &str) -> &str {
    name.trim_start_matches(['.', ' ', '~', '-']).trim_end_matches(['.', ' '])
}

/// Whether Windows reserves the name for a device.
fn is_reserved_device_name(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    RESERVED_NAMES.contains(&stem.as_str())
}

/// Truncates the stem to fit the limit, keeping an extension of at most 32 bytes.
fn truncate_file_name_stem(name: &str) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name.to_owned();
    }
    let extension = name.rfind('.').map(|i| &name[i..]).filter(|e| e.len() > 1 && e.len() <= 32).unwrap_or_default();
    let stem = &name[..name.len() - extension.len()];
    let stem = &stem[..stem.floor_char_boundary(MAX_NAME_BYTES - extension.len())];
    let stem = stem.trim_end_matches(['.', ' ']);
    format!("{stem}{extension}")
}

/// The names for a file whose name may be taken: the name itself, then with a number in front of its extension, from 1 on.
/// They end after ten thousand.
///
/// ```
/// use mayfly_mail::numbered_file_names;
///
/// let names: Vec<_> = numbered_file_names("ticket.pdf").take(3).collect();
/// assert_eq!(names, ["ticket.pdf", "ticket (1).pdf", "ticket (2).pdf"]);
/// ```
pub fn numbered_file_names(name: &str) -> impl Iterator<Item = String> {
    let (stem, extension) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    };
    (0..10_000).map(move |number| match number {
        0 => name.to_owned(),
        number => format!("{stem} ({number}){extension}"),
    })
}

/// Whether a file with this name can run a program, or hides its type.
///
/// True for programs, scripts, installers, shortcuts, disk images, files with macros and pages with scripts,
/// on any system; for a harmless-looking extension before another one (`invoice.pdf.xyz`); and for names
/// with characters that change the text direction. `false` is no guarantee: any file can attack the program
/// that opens it.
///
/// ```
/// use mayfly_mail::is_dangerous_file;
///
/// assert!(is_dangerous_file("setup.exe"));
/// assert!(is_dangerous_file("photo\u{202e}gpj.scr"));
/// assert!(is_dangerous_file("invoice.pdf.xyz"));
/// assert!(!is_dangerous_file("invoice.pdf"));
/// assert!(!is_dangerous_file("logs.tar.gz"));
/// ```
pub fn is_dangerous_file(name: &str) -> bool {
    if name.chars().any(|c| is_bidi_control(c) || c.is_control()) {
        return true;
    }
    // Checks the name as it is saved, and as a lenient system parses it.
    let safe = sanitise_file_name(name).to_lowercase();
    let mut parts = safe.rsplit('.').map(str::trim);
    let Some(last) = parts.next() else {
        return false;
    };
    if safe.len() == last.len() {
        return false;
    }
    if DANGEROUS_EXTENSIONS.contains(&last) || last.starts_with('{') {
        return true;
    }
    let disguised =
        parts.next().is_some_and(|p| safe.matches('.').count() > 1 && HARMLESS_LOOKING_EXTENSIONS.contains(&p));
    disguised && !LEGITIMATE_OUTER_EXTENSIONS.contains(&last) && !last.chars().all(|c| c.is_ascii_digit())
}
