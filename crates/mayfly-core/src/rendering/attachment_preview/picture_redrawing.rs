//! Decodes a picture and encodes it anew.

use crate::error::AttachmentPreviewError;
use crate::rendering::remote_images::{MAX_PIXELS, MAX_SIDE_PIXELS, RemoteImageError, inspect_image};
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The most bytes of memory that a decoder may use: the most pixels in four bytes each, and room for its own work.
const MAX_DECODER_BYTES: u64 = MAX_PIXELS as u64 * 4 + (64 << 20);

/// Nothing of a photograph is visibly lost at this quality.
const JPEG_QUALITY: u8 = 92;

/// A picture that was decoded and encoded anew.
pub(crate) struct RedrawnPicture {
    /// The media type of the new file: `image/jpeg` or `image/png`.
    pub(crate) media_type: &'static str,
    /// The new file.
    pub(crate) bytes: Bytes,
    /// The width in pixels, upright.
    pub(crate) width: u32,
    /// The height in pixels, upright.
    pub(crate) height: u32,
}

/// Decodes a picture and encodes it anew: upright, without metadata and colour profile. Of an animation, it is the first
/// picture. Takes the processor for up to a second.
///
/// # Errors
/// Too many pixels, or no picture that can be decoded.
pub(crate) fn reencode_picture(bytes: &[u8]) -> Result<RedrawnPicture, AttachmentPreviewError> {
    let header = inspect_image(bytes).map_err(|error| match error {
        RemoteImageError::TooManyPixels => AttachmentPreviewError::TooManyPixels,
        _ => AttachmentPreviewError::UnreadablePicture,
    })?;
    let format = ImageFormat::from_mime_type(header.media_type).ok_or(AttachmentPreviewError::UnreadablePicture)?;
    let picture = decode_picture(bytes, format).map_err(|error| match error {
        ImageError::Limits(_) => AttachmentPreviewError::TooManyPixels,
        _ => AttachmentPreviewError::UnreadablePicture,
    })?;
    let (width, height) = (picture.width(), picture.height());
    let mut encoded = Vec::new();
    let (media_type, result) = match format {
        // A photograph as PNG would be many times as large.
        ImageFormat::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut encoded, JPEG_QUALITY);
            ("image/jpeg", picture.write_with_encoder(encoder))
        }
        _ => {
            let encoder = PngEncoder::new_with_quality(&mut encoded, CompressionType::Fast, FilterType::Adaptive);
            ("image/png", picture.write_with_encoder(encoder))
        }
    };
    result.map_err(|_| AttachmentPreviewError::UnreadablePicture)?;
    Ok(RedrawnPicture { media_type, bytes: encoded.into(), width, height })
}

/// Decodes a picture within the limits: eight bits a channel, upright.
fn decode_picture(bytes: &[u8], format: ImageFormat) -> image::ImageResult<DynamicImage> {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(MAX_SIDE_PIXELS);
    limits.max_image_height = Some(MAX_SIDE_PIXELS);
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    // Reading into memory of our own: no decoder counts that.
    limits.reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = match DynamicImage::from_decoder(decoder)? {
        wide @ (DynamicImage::ImageRgb16(_) | DynamicImage::ImageLuma16(_)) => wide.into_rgb8().into(),
        wide @ (DynamicImage::ImageRgba16(_) | DynamicImage::ImageLumaA16(_)) => wide.into_rgba8().into(),
        picture => picture,
    };
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use image::{GrayImage, ImageBuffer, Luma, Rgb, RgbImage, Rgba, RgbaImage};

    fn encode_picture(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn decode_redrawn_picture(picture: &RedrawnPicture) -> DynamicImage {
        image::load_from_memory_with_format(&picture.bytes, ImageFormat::from_mime_type(picture.media_type).unwrap())
            .unwrap()
    }

    #[test]
    fn picture_of_each_format_is_encoded_anew() {
        let picture = DynamicImage::from(RgbImage::from_fn(40, 20, |x, _| Rgb([if x < 20 { 250 } else { 5 }, 0, 0])));
        for (format, media_type) in [
            (ImageFormat::Png, "image/png"),
            (ImageFormat::Jpeg, "image/jpeg"),
            (ImageFormat::Gif, "image/png"),
            (ImageFormat::WebP, "image/png"),
        ] {
            let redrawn = reencode_picture(&encode_picture(&picture, format)).unwrap();
            assert_eq!((redrawn.media_type, redrawn.width, redrawn.height), (media_type, 40, 20), "{format:?}");
            let drawn = decode_redrawn_picture(&redrawn).into_rgb8();
            assert!(drawn.get_pixel(5, 5)[0] > 200 && drawn.get_pixel(35, 5)[0] < 60, "{format:?}");
        }
    }

    #[test]
    fn what_a_file_holds_besides_its_pixels_is_left_out() {
        let picture = DynamicImage::from(RgbImage::new(8, 8));
        let mut png = encode_picture(&picture, ImageFormat::Png);
        png.extend(b"<script>alert(1)</script>");
        let mut jpeg = encode_picture(&picture, ImageFormat::Jpeg);
        // A comment right after the start of the file.
        jpeg.splice(2..2, b"\xff\xfe\0\x1b<script>alert(1)</script>".iter().copied());
        for source in [png, jpeg] {
            let redrawn = reencode_picture(&source).unwrap();
            assert!(!redrawn.bytes.windows(7).any(|part| part == b"<script"));
        }
    }

    #[test]
    fn transparency_is_kept_and_wide_channels_are_reduced() {
        let transparent = RgbaImage::from_pixel(3, 3, Rgba([9, 9, 9, 0]));
        let redrawn = reencode_picture(&encode_picture(&transparent.into(), ImageFormat::Png)).unwrap();
        assert_eq!(decode_redrawn_picture(&redrawn).into_rgba8().get_pixel(1, 1)[3], 0);
        let wide: ImageBuffer<Luma<u16>, _> = ImageBuffer::from_pixel(3, 3, Luma([0xffff]));
        let redrawn = reencode_picture(&encode_picture(&wide.into(), ImageFormat::Png)).unwrap();
        assert_eq!(decode_redrawn_picture(&redrawn).color(), image::ColorType::Rgb8);
    }

    #[test]
    fn photograph_is_turned_upright() {
        let jpeg = encode_picture(&DynamicImage::from(RgbImage::new(40, 20)), ImageFormat::Jpeg);
        // Exif data with one entry: the orientation, 6.
        let exif = b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
        let redrawn = reencode_picture(&turned).unwrap();
        assert_eq!((redrawn.width, redrawn.height), (20, 40));
    }

    #[test]
    fn one_pixel_is_a_picture_here() {
        let redrawn = reencode_picture(&encode_picture(&GrayImage::new(1, 1).into(), ImageFormat::Png)).unwrap();
        assert_eq!((redrawn.width, redrawn.height), (1, 1));
    }

    #[test]
    fn damaged_file_is_an_error_and_never_a_panic() {
        let picture = DynamicImage::from(RgbImage::from_fn(30, 30, |x, y| Rgb([x as u8 * 8, y as u8 * 8, 77])));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = encode_picture(&picture, format);
            for length in 0..whole.len() {
                let _ = reencode_picture(&whole[..length]);
            }
            for position in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[position] ^= 0x55;
                let _ = reencode_picture(&damaged);
            }
        }
        for bytes in [&b""[..], b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(reencode_picture(bytes).err(), Some(AttachmentPreviewError::UnreadablePicture), "{bytes:?}");
        }
    }
}
