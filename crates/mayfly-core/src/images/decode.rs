//! What kind of image some bytes are, by the bytes alone, and whether it is of a size to show.

use super::ImageError;

/// The longest side, in pixels.
const MAX_SIDE: u32 = 8_192;
/// The most pixels in all: what a decoder makes of a few bytes is four bytes for each of these.
const MAX_PIXELS: u32 = 40_000_000;
/// An image no larger than this shows nothing; it only tells that it was asked for.
const PIXEL: u32 = 2;

/// The media type of an image that may be shown.
///
/// Only the common raster formats: an SVG image is a document, and rarer formats have rarely tested decoders.
/// Files are read as strictly as their decoders do, for a size read differently from them would be no limit.
pub(super) fn inspect(bytes: &[u8]) -> Result<&'static str, ImageError> {
    let (media_type, size) = match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => ("image/png", png(bytes)),
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", jpeg(bytes)),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ("image/gif", gif(bytes)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ("image/webp", webp(bytes)),
        _ => return Err(ImageError::NotAnImage),
    };
    let (width, height) = size.filter(|size| size.0 > 0 && size.1 > 0).ok_or(ImageError::NotAnImage)?;
    if width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS {
        return Err(ImageError::Dimensions);
    }
    if width <= PIXEL && height <= PIXEL {
        return Err(ImageError::Pixel);
    }
    Ok(media_type)
}

type Size = (u32, u32);

fn png(bytes: &[u8]) -> Option<Size> {
    let mut rest = Reader(bytes.get(8..)?);
    // The head is the first chunk, and 13 bytes long.
    (rest.take(8)? == b"\0\0\0\x0dIHDR").then_some(())?;
    let mut side = || Some(u32::from_be_bytes(rest.take(4)?.try_into().ok()?));
    Some((side()?, side()?))
}

/// From the first frame header. What may stand before it are segments that tell their length, nothing else:
/// decoders look for the next marker in different ways once something else comes.
fn jpeg(bytes: &[u8]) -> Option<Size> {
    let mut rest = Reader(bytes.get(2..)?);
    loop {
        (rest.take(1)? == [0xff]).then_some(())?;
        let mut marker = 0xff;
        while marker == 0xff {
            marker = rest.take(1)?[0];
        }
        let length = rest.big_endian()?.checked_sub(2)?;
        let segment = rest.take(length)?;
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let mut frame = Reader(segment.get(1..)?);
                let height = u32::try_from(frame.big_endian()?).ok()?;
                return Some((u32::try_from(frame.big_endian()?).ok()?, height));
            }
            // Markers without a length, and pictures without a frame header.
            0x00 | 0x01 | 0xd0..=0xda => return None,
            _ => {}
        }
    }
}

fn webp(bytes: &[u8]) -> Option<Size> {
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

/// What the head says, or as far as the frames reach: decoders make room for them all the same.
fn gif(bytes: &[u8]) -> Option<Size> {
    let mut rest = Reader(bytes);
    let head = rest.take(13)?;
    let number = |part: &[u8], at: usize| u32::from(u16::from_le_bytes([part[at], part[at + 1]]));
    let (mut width, mut height) = (number(head, 6), number(head, 8));
    // A file that breaks off has told all that a decoder will see.
    let _ = (|| {
        rest.skip_colours(head[10])?;
        loop {
            match rest.take(1)?[0] {
                0x21 => {
                    rest.take(1)?;
                    rest.skip_blocks()?;
                }
                0x2c => {
                    let frame = rest.take(9)?;
                    width = width.max(number(frame, 0) + number(frame, 4));
                    height = height.max(number(frame, 2) + number(frame, 6));
                    rest.skip_colours(frame[8])?;
                    rest.take(1)?;
                    rest.skip_blocks()?;
                }
                _ => return Some(()),
            }
        }
    })();
    Some((width, height))
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn big_endian(&mut self) -> Option<usize> {
        Some(usize::from(u16::from_be_bytes(self.take(2)?.try_into().ok()?)))
    }

    /// A colour table, where the flags tell of one.
    fn skip_colours(&mut self, flags: u8) -> Option<()> {
        if flags & 0x80 != 0 {
            self.take(3 << ((flags & 7) + 1))?;
        }
        Some(())
    }

    fn skip_blocks(&mut self) -> Option<()> {
        loop {
            match self.take(1)?[0] {
                0 => return Some(()),
                length => self.take(usize::from(length))?,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first bytes of a PNG of that size: all that is looked at.
    fn a_png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
        bytes
    }

    /// A GIF whose head tells one size and whose only frame another.
    fn a_gif(head: u16, frame: u16) -> Vec<u8> {
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

    fn a_webp(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0".to_vec();
        bytes.extend(&(width - 1).to_le_bytes()[..3]);
        bytes.extend(&(height - 1).to_le_bytes()[..3]);
        bytes
    }

    fn a_jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x11\x08".to_vec();
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9");
        bytes
    }

    fn jpeg_with(bytes: &[u8]) -> Vec<u8> {
        [&a_jpeg(9, 9)[..2], bytes, &a_jpeg(9, 9)[2..]].concat()
    }

    #[test]
    fn the_kind_is_told_by_the_bytes_and_the_size_is_limited() {
        let cases: &[(&str, Vec<u8>, Result<&str, ImageError>)] = &[
            ("a PNG", a_png(600, 400), Ok("image/png")),
            ("a JPEG", a_jpeg(600, 400), Ok("image/jpeg")),
            ("a GIF", a_gif(20, 20), Ok("image/gif")),
            ("a WebP", a_webp(600, 400), Ok("image/webp")),
            ("a line", a_png(600, 1), Ok("image/png")),
            ("a long line", a_png(8192, 1), Ok("image/png")),
            ("too wide", a_png(8193, 1), Err(ImageError::Dimensions)),
            ("too high", a_png(1, 8193), Err(ImageError::Dimensions)),
            ("too many pixels", a_png(8000, 8000), Err(ImageError::Dimensions)),
            ("absurd", a_png(u32::MAX, u32::MAX), Err(ImageError::Dimensions)),
            ("an absurd JPEG", a_jpeg(65500, 65500), Err(ImageError::Dimensions)),
            ("an absurd WebP", a_webp(1 << 24, 1 << 24), Err(ImageError::Dimensions)),
            ("a frame larger than its GIF", a_gif(20, 60_000), Err(ImageError::Dimensions)),
            ("a GIF that hides a pixel's frame", a_gif(1, 1), Err(ImageError::Pixel)),
            (
                "a JPEG with fill bytes",
                [&a_jpeg(1, 1)[..2], b"\xff\xff", &a_jpeg(9, 9)[2..]].concat(),
                Ok("image/jpeg"),
            ),
            (
                "a JPEG that hides its frame",
                jpeg_with(b"\xff\x01\0\x0b\xff\xc0\0\x11\x08\xff\xff\xff\xff"),
                Err(ImageError::NotAnImage),
            ),
            ("a JPEG with two beginnings", jpeg_with(b"\xff\xd8\0\x02"), Err(ImageError::NotAnImage)),
            ("a JPEG with something between", jpeg_with(b"?"), Err(ImageError::NotAnImage)),
            (
                "a PNG that begins otherwise",
                [&a_png(9, 9)[..8], b"\0\0\0\x0dtEXt", &a_png(9, 9)[16..]].concat(),
                Err(ImageError::NotAnImage),
            ),
            ("one pixel", a_png(1, 1), Err(ImageError::Pixel)),
            ("four pixels", a_png(2, 2), Err(ImageError::Pixel)),
            ("no pixel", a_png(0, 10), Err(ImageError::NotAnImage)),
            ("a PNG that breaks off", a_png(600, 400)[..18].to_vec(), Err(ImageError::NotAnImage)),
            ("nothing", Vec::new(), Err(ImageError::NotAnImage)),
            ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), Err(ImageError::NotAnImage)),
            ("SVG with a head", b"<?xml version='1.0'?><svg/>".to_vec(), Err(ImageError::NotAnImage)),
            ("HTML", b"<!DOCTYPE html><p>Not an image".to_vec(), Err(ImageError::NotAnImage)),
            ("a BMP", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), Err(ImageError::NotAnImage)),
            ("an icon", b"\0\0\x01\0\x01\0\x10\x10\0\0".to_vec(), Err(ImageError::NotAnImage)),
        ];
        for (what, bytes, expected) in cases {
            assert_eq!(&inspect(bytes), expected, "{what}");
        }
    }

    #[test]
    fn a_file_that_breaks_off_anywhere_is_no_trouble() {
        for whole in [a_gif(20, 30), a_png(20, 30), a_jpeg(20, 30), a_webp(20, 30)] {
            for length in 0..whole.len() {
                let _ = inspect(&whole[..length]);
            }
            assert!(inspect(&whole).is_ok());
        }
    }
}
