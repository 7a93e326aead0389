//! Validation of image files: the format by their bytes alone, and limits on their dimensions. Nothing is decoded.

use super::remote_image_error::RemoteImageError;

/// The longest side of an image, in pixels.
pub(crate) const MAX_SIDE_PIXELS: u32 = 8_192;
/// The most pixels of an image: a decoder allocates four bytes for each, however small the file is.
pub(crate) const MAX_PIXELS: u32 = 40_000_000;
/// An image whose sides are no longer than this is a tracking pixel.
const MAX_TRACKING_PIXEL_SIDE: u32 = 2;

/// What the header of an image file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ImageHeader {
    /// The media type, detected from the bytes.
    pub(crate) media_type: &'static str,
    /// The width in pixels.
    pub(crate) width: u32,
    /// The height in pixels.
    pub(crate) height: u32,
}

/// Validates an image file that a server sent, and returns its media type.
///
/// # Errors
/// As [`inspect_image`], or a tracking pixel.
pub(super) fn validate_image(bytes: &[u8]) -> Result<&'static str, RemoteImageError> {
    let ImageHeader { media_type, width, height } = inspect_image(bytes)?;
    if width <= MAX_TRACKING_PIXEL_SIDE && height <= MAX_TRACKING_PIXEL_SIDE {
        return Err(RemoteImageError::TrackingPixel);
    }
    Ok(media_type)
}

/// Detects the format of an image file, and limits its dimensions.
///
/// Only common raster formats are accepted: an SVG image is a document, and the decoders of rare formats are less
/// tested. Headers are parsed as strictly as decoders parse them, because a size that a decoder reads differently would
/// not be limited.
///
/// # Errors
/// Another format, a malformed header, or too many pixels.
pub(crate) fn inspect_image(bytes: &[u8]) -> Result<ImageHeader, RemoteImageError> {
    let (media_type, size) = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => ("image/png", parse_png_size(bytes)),
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", parse_jpeg_size(bytes)),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ("image/gif", parse_gif_size(bytes)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ("image/webp", parse_webp_size(bytes)),
        _ => return Err(RemoteImageError::NotAnImage),
    };
    let (width, height) = size.filter(|size| size.0 > 0 && size.1 > 0).ok_or(RemoteImageError::NotAnImage)?;
    if width > MAX_SIDE_PIXELS || height > MAX_SIDE_PIXELS || width * height > MAX_PIXELS {
        return Err(RemoteImageError::TooManyPixels);
    }
    Ok(ImageHeader { media_type, width, height })
}

type PixelSize = (u32, u32);

fn parse_png_size(bytes: &[u8]) -> Option<PixelSize> {
    let mut rest = ImageHeaderReader(bytes.get(8..)?);
    // The header chunk comes first and is 13 bytes long.
    (rest.take_bytes(8)? == b"\0\0\0\x0dIHDR").then_some(())?;
    let mut side = || Some(u32::from_be_bytes(rest.take_bytes(4)?.try_into().ok()?));
    Some((side()?, side()?))
}

/// Reads the size from the first frame header. Only segments with a length are accepted before it: decoders differ in
/// how they find the next marker after anything else.
fn parse_jpeg_size(bytes: &[u8]) -> Option<PixelSize> {
    let mut rest = ImageHeaderReader(bytes.get(2..)?);
    loop {
        (rest.take_bytes(1)? == [0xff]).then_some(())?;
        let mut marker = 0xff;
        while marker == 0xff {
            marker = rest.take_bytes(1)?[0];
        }
        let length = rest.take_u16_be()?.checked_sub(2)?;
        let segment = rest.take_bytes(length)?;
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let mut frame = ImageHeaderReader(segment.get(1..)?);
                let height = u32::try_from(frame.take_u16_be()?).ok()?;
                return Some((u32::try_from(frame.take_u16_be()?).ok()?, height));
            }
            // Markers without a length, and image data without a frame header.
            0x00 | 0x01 | 0xd0..=0xda => return None,
            _ => {}
        }
    }
}

fn parse_webp_size(bytes: &[u8]) -> Option<PixelSize> {
    let number = |at: usize, length: usize| {
        let mut number = [0; 4];
        number[..length].copy_from_slice(bytes.get(at..at + length)?);
        Some(u32::from_le_bytes(number))
    };
    match bytes.get(12..16)? {
        b"VP8 " if bytes.get(23..26)? == [0x9d, 0x01, 0x2a] => Some((number(26, 2)? & 0x3fff, number(28, 2)? & 0x3fff)),
        b"VP8L" if bytes.get(20)? == &0x2f => {
            let bits = number(21, 4)?;
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8X" => Some((number(24, 3)? + 1, number(27, 3)? + 1)),
        _ => None,
    }
}

/// Returns the size in the header, extended to where the frames reach: decoders allocate memory for those as well.
fn parse_gif_size(bytes: &[u8]) -> Option<PixelSize> {
    let mut rest = ImageHeaderReader(bytes);
    let head = rest.take_bytes(13)?;
    let number = |part: &[u8], at: usize| u32::from(u16::from_le_bytes([part[at], part[at + 1]]));
    let (mut width, mut height) = (number(head, 6), number(head, 8));
    // A decoder sees no more of a truncated file either.
    let _ = (|| {
        rest.skip_color_table(head[10])?;
        loop {
            match rest.take_bytes(1)?[0] {
                0x21 => {
                    rest.take_bytes(1)?;
                    rest.skip_data_blocks()?;
                }
                0x2c => {
                    let frame = rest.take_bytes(9)?;
                    width = width.max(number(frame, 0) + number(frame, 4));
                    height = height.max(number(frame, 2) + number(frame, 6));
                    rest.skip_color_table(frame[8])?;
                    rest.take_bytes(1)?;
                    rest.skip_data_blocks()?;
                }
                _ => return Some(()),
            }
        }
    })();
    Some((width, height))
}

struct ImageHeaderReader<'a>(&'a [u8]);

impl<'a> ImageHeaderReader<'a> {
    fn take_bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn take_u16_be(&mut self) -> Option<usize> {
        Some(usize::from(u16::from_be_bytes(self.take_bytes(2)?.try_into().ok()?)))
    }

    /// Skips the color table, if the flags announce one.
    fn skip_color_table(&mut self, flags: u8) -> Option<()> {
        if flags & 0x80 != 0 {
            self.take_bytes(3 << ((flags & 7) + 1))?;
        }
        Some(())
    }

    fn skip_data_blocks(&mut self) -> Option<()> {
        loop {
            match self.take_bytes(1)?[0] {
                0 => return Some(()),
                length => self.take_bytes(usize::from(length))?,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first bytes of a PNG of that size: all that is parsed.
    fn png_of_size(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    /// A GIF with one size in its header and another in its only frame.
    fn gif_with_header_and_frame_size(head: u16, frame: u16) -> Vec<u8> {
        let mut bytes = b"GIF89a".to_vec();
        bytes.extend([head, head].iter().flat_map(|side| side.to_le_bytes()));
        bytes.extend([0x80, 0, 0]);
        bytes.extend([0; 6]);
        bytes.extend(b"\x21\xf9\x04\0\0\0\0\0");
        bytes.extend(b"\x2c\0\0\0\0");
        bytes.extend([frame, frame].iter().flat_map(|side| side.to_le_bytes()));
        bytes.extend(b"\0\x02\x02\x4c\x01\0\x3b");
        bytes
    }

    fn webp_of_size(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
        bytes.extend(&(width - 1).to_le_bytes()[..3]);
        bytes.extend(&(height - 1).to_le_bytes()[..3]);
        bytes
    }

    fn jpeg_of_size(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08".to_vec();
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9");
        bytes
    }

    fn jpeg_with_segment(bytes: &[u8]) -> Vec<u8> {
        [&jpeg_of_size(9, 9)[..2], bytes, &jpeg_of_size(9, 9)[2..]].concat()
    }

    #[test]
    fn format_is_detected_by_bytes_and_dimensions_are_limited() {
        let cases: &[(&str, Vec<u8>, Result<&str, RemoteImageError>)] = &[
            ("a PNG", png_of_size(600, 400), Ok("image/png")),
            ("a JPEG", jpeg_of_size(600, 400), Ok("image/jpeg")),
            ("a GIF", gif_with_header_and_frame_size(20, 20), Ok("image/gif")),
            ("a WebP", webp_of_size(600, 400), Ok("image/webp")),
            ("a line", png_of_size(600, 1), Ok("image/png")),
            ("a long line", png_of_size(8192, 1), Ok("image/png")),
            ("too wide", png_of_size(8193, 1), Err(RemoteImageError::TooManyPixels)),
            ("too high", png_of_size(1, 8193), Err(RemoteImageError::TooManyPixels)),
            ("too many pixels", png_of_size(8000, 8000), Err(RemoteImageError::TooManyPixels)),
            ("absurd", png_of_size(u32::MAX, u32::MAX), Err(RemoteImageError::TooManyPixels)),
            ("an absurd JPEG", jpeg_of_size(65500, 65500), Err(RemoteImageError::TooManyPixels)),
            ("an absurd WebP", webp_of_size(1 << 24, 1 << 24), Err(RemoteImageError::TooManyPixels)),
            (
                "a frame larger than its GIF",
                gif_with_header_and_frame_size(20, 60_000),
                Err(RemoteImageError::TooManyPixels),
            ),
            (
                "a GIF that hides a pixel's frame",
                gif_with_header_and_frame_size(1, 1),
                Err(RemoteImageError::TrackingPixel),
            ),
            (
                "a JPEG with fill bytes",
                [&jpeg_of_size(1, 1)[..2], b"\xff\xff", &jpeg_of_size(9, 9)[2..]].concat(),
                Ok("image/jpeg"),
            ),
            (
                "a JPEG that hides its frame",
                jpeg_with_segment(b"\xff\x01\0\x0b\xff\xc0\0\x11\x08\xff\xff\xff\xff"),
                Err(RemoteImageError::NotAnImage),
            ),
            ("a JPEG with two beginnings", jpeg_with_segment(b"\xff\xd8\0\x02"), Err(RemoteImageError::NotAnImage)),
            ("a JPEG with something between", jpeg_with_segment(b"?"), Err(RemoteImageError::NotAnImage)),
            (
                "a PNG that begins otherwise",
                [&png_of_size(9, 9)[..8], b"\0\0\0\x0dtEXt", &png_of_size(9, 9)[16..]].concat(),
                Err(RemoteImageError::NotAnImage),
            ),
            ("one pixel", png_of_size(1, 1), Err(RemoteImageError::TrackingPixel)),
            ("four pixels", png_of_size(2, 2), Err(RemoteImageError::TrackingPixel)),
            ("no pixel", png_of_size(0, 10), Err(RemoteImageError::NotAnImage)),
            ("a PNG that breaks off", png_of_size(600, 400)[..18].to_vec(), Err(RemoteImageError::NotAnImage)),
            ("nothing", Vec::new(), Err(RemoteImageError::NotAnImage)),
            ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Err(RemoteImageError::NotAnImage)),
            ("SVG with a head", b"<?xml version='1.0'?><svg/>".to_vec(), Err(RemoteImageError::NotAnImage)),
            ("HTML", b"<!DOCTYPE html><p>Not an image".to_vec(), Err(RemoteImageError::NotAnImage)),
            ("a BMP", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), Err(RemoteImageError::NotAnImage)),
            ("an icon", b"\0\0\x01\0\x01\0\x10\x10\0\0".to_vec(), Err(RemoteImageError::NotAnImage)),
        ];
        for (what, bytes, expected) in cases {
            assert_eq!(&validate_image(bytes), expected, "{what}");
        }
    }

    #[test]
    fn truncated_file_never_panics() {
        for whole in
            [gif_with_header_and_frame_size(20, 30), png_of_size(20, 30), jpeg_of_size(20, 30), webp_of_size(20, 30)]
        {
            for length in 0..whole.len() {
                let _ = validate_image(&whole[..length]);
            }
            assert!(validate_image(&whole).is_ok());
        }
    }
}
