//! Packs pixels as PNG (ISO/IEC 15948): 8-bit RGB, each row as the difference to the one above, one stream of deflate.

use std::io::Write;

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Filter type 2: a byte less the byte above it.
const FILTER_UP: u8 = 2;

/// Bytes of a pixel.
const PIXEL_BYTES: usize = 3;

/// Packs rows of RGB pixels, each of `width * 3` bytes, from above.
pub(super) fn pack(rows: impl Iterator<Item = Vec<u8>>, width: u32, height: u32) -> std::io::Result<Vec<u8>> {
    let row_bytes = width as usize * PIXEL_BYTES;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    let mut above = vec![0; row_bytes];
    let mut filtered = Vec::with_capacity(row_bytes + 1);
    for row in rows {
        filtered.clear();
        filtered.push(FILTER_UP);
        filtered.extend(row.iter().zip(&above).map(|(here, above)| here.wrapping_sub(*above)));
        packed.write_all(&filtered)?;
        above = row;
    }
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    // Depth 8, colour type 2 (RGB), and the only methods there are: deflate, adaptive filters, not interlaced.
    header.extend([8, 2, 0, 0, 0]);
    let mut picture = SIGNATURE.to_vec();
    chunk(&mut picture, *b"IHDR", &header);
    chunk(&mut picture, *b"IDAT", &packed.finish()?);
    chunk(&mut picture, *b"IEND", &[]);
    Ok(picture)
}

fn chunk(to: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    to.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    to.extend(kind);
    to.extend(data);
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(data);
    to.extend(crc.sum().to_be_bytes());
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Read;

    use super::*;

    /// The pixels of a packed picture, read back, with its size.
    pub(in super::super) fn unpack(png: &[u8]) -> (Vec<[u8; 3]>, usize, usize) {
        let mut rest = png.strip_prefix(SIGNATURE).unwrap();
        let (mut width, mut height, mut packed) = (0, 0, vec![]);
        while !rest.is_empty() {
            let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
            let (kind, data) = (&rest[4..8], &rest[8..8 + length]);
            let mut crc = Crc::new();
            crc.update(&rest[4..8 + length]);
            assert_eq!(rest[8 + length..12 + length], crc.sum().to_be_bytes());
            match kind {
                b"IHDR" => {
                    width = u32::from_be_bytes(data[..4].try_into().unwrap()) as usize;
                    height = u32::from_be_bytes(data[4..8].try_into().unwrap()) as usize;
                    assert_eq!(data[8..], [8, 2, 0, 0, 0]);
                }
                b"IDAT" => packed.extend_from_slice(data),
                _ => assert_eq!(kind, b"IEND"),
            }
            rest = &rest[12 + length..];
        }
        let mut rows = vec![];
        flate2::read::ZlibDecoder::new(&packed[..]).read_to_end(&mut rows).unwrap();
        let mut pixels: Vec<u8> = vec![];
        for row in rows.chunks_exact(width * PIXEL_BYTES + 1) {
            assert_eq!(row[0], FILTER_UP);
            let above = pixels.len().checked_sub(width * PIXEL_BYTES);
            for (at, byte) in row[1..].iter().enumerate() {
                pixels.push(byte.wrapping_add(above.map_or(0, |above| pixels[above + at])));
            }
        }
        (pixels.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect(), width, height)
    }

    #[test]
    fn what_is_packed_is_read_back() {
        let pixels: Vec<u8> = (0..7 * 5 * 3).map(|at| (at * 37 % 251) as u8).collect();
        let (back, width, height) = unpack(&pack(pixels.chunks(7 * 3).map(<[u8]>::to_vec), 7, 5).unwrap());
        assert_eq!((width, height), (7, 5));
        assert_eq!(back.concat(), pixels);
    }
}
