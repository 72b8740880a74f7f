//! Numbers of a file, of any type and byte order, as they lie there.

/// Type of the numbers of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElementType {
    /// 0 to 255.
    UnsignedByte,
    /// −128 to 127.
    SignedByte,
    /// Two bytes, without sign.
    UnsignedShort,
    /// Two bytes, with sign.
    Short,
    /// Four bytes, without sign.
    UnsignedInt,
    /// Four bytes, with sign.
    Int,
    /// Eight bytes, without sign.
    UnsignedLong,
    /// Eight bytes, with sign.
    Long,
    /// Two bytes, IEEE 754.
    Half,
    /// Four bytes, IEEE 754.
    Float,
    /// Eight bytes, IEEE 754.
    Double,
}

impl ElementType {
    /// True for floats: only they can be infinite or no number.
    pub fn is_float(self) -> bool {
        matches!(self, Self::Half | Self::Float | Self::Double)
    }

    /// Bytes of a number.
    pub fn size(self) -> usize {
        match self {
            Self::UnsignedByte | Self::SignedByte => 1,
            Self::UnsignedShort | Self::Short | Self::Half => 2,
            Self::UnsignedInt | Self::Int | Self::Float => 4,
            Self::UnsignedLong | Self::Long | Self::Double => 8,
        }
    }
}

/// Order of the bytes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByteOrder {
    /// The most significant byte comes first.
    Big,
    /// The least significant byte comes first.
    Little,
}

/// Numbers of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elements {
    /// Of each number.
    pub kind: ElementType,
    /// Of each number.
    pub order: ByteOrder,
    /// Of all numbers, one after the other.
    pub bytes: Vec<u8>,
}

/// Least and greatest of some numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Least.
    pub least: f64,
    /// Greatest.
    pub most: f64,
}

impl Range {
    /// Of bytes, however many of them occur.
    pub const BYTES: Self = Self {
        least: 0.0,
        most: 255.0,
    };

    /// Of one number.
    pub fn of(number: f64) -> Self {
        Self {
            least: number,
            most: number,
        }
    }

    /// A number as a byte: 0 for the least one, 255 for the greatest, rounded to the nearest.
    pub fn byte(self, number: f64) -> u8 {
        let step = 255.0 / (self.most - self.least).max(f64::MIN_POSITIVE);
        // A cast keeps within 0 and 255.
        ((number - self.least) * step).round() as u8
    }

    /// The least range that holds both.
    pub fn with(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            most: self.most.max(other.most),
        }
    }

    /// True if the range lies in another one.
    pub fn is_in(self, least: f64, most: f64) -> bool {
        least <= self.least && self.most <= most
    }
}

impl Elements {
    /// Count of the numbers.
    pub fn count(&self) -> usize {
        self.bytes.len() / self.kind.size()
    }

    /// All numbers.
    pub fn numbers(&self) -> impl Iterator<Item = f64> {
        let number = self.decoder();
        self.bytes.chunks_exact(self.kind.size()).map(number)
    }

    /// Least and greatest of the numbers; none without any.
    pub fn range(&self) -> Option<Range> {
        if self.kind != ElementType::UnsignedByte {
            return self.numbers().map(Range::of).reduce(Range::with);
        }
        let [least, most] = [self.bytes.iter().min()?, self.bytes.iter().max()?];
        Some(Range {
            least: f64::from(*least),
            most: f64::from(*most),
        })
    }

    /// One number; 0 beyond the end.
    pub fn number(&self, at: usize) -> f64 {
        let size = self.kind.size();
        let bytes = self.bytes.get(at * size..(at + 1) * size);
        bytes.map_or(0.0, self.decoder())
    }

    /// Bytes: 0 for the least number of a range, 255 for the greatest, rounded to the nearest.
    pub fn to_bytes(self, range: Range) -> Vec<u8> {
        if self.kind == ElementType::UnsignedByte && range == Range::BYTES {
            return self.bytes;
        }
        self.numbers().map(|number| range.byte(number)).collect()
    }

    /// The same numbers, row-major, of an array of these dimensions in which the first index changes fastest.
    pub fn transposed(&self, dims: &[usize]) -> Self {
        let size = self.kind.size();
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut index = vec![0; dims.len()];
        for _ in 0..self.count() {
            let at = (0..dims.len())
                .rev()
                .fold(0, |at, axis| at * dims[axis] + index[axis]);
            bytes.extend_from_slice(&self.bytes[at * size..(at + 1) * size]);
            for axis in (0..dims.len()).rev() {
                index[axis] += 1;
                if index[axis] < dims[axis] {
                    break;
                }
                index[axis] = 0;
            }
        }
        Self { bytes, ..*self }
    }

    fn decoder(&self) -> fn(&[u8]) -> f64 {
        use ByteOrder::{Big, Little};
        match (self.kind, self.order) {
            (ElementType::UnsignedByte, _) => |bytes| f64::from(u8::from_be_bytes(first(bytes))),
            (ElementType::SignedByte, _) => |bytes| f64::from(i8::from_be_bytes(first(bytes))),
            (ElementType::Short, Big) => |bytes| f64::from(i16::from_be_bytes(first(bytes))),
            (ElementType::Short, Little) => |bytes| f64::from(i16::from_le_bytes(first(bytes))),
            (ElementType::UnsignedShort, Big) => {
                |bytes| f64::from(u16::from_be_bytes(first(bytes)))
            }
            (ElementType::UnsignedShort, Little) => {
                |bytes| f64::from(u16::from_le_bytes(first(bytes)))
            }
            (ElementType::UnsignedInt, Big) => |bytes| f64::from(u32::from_be_bytes(first(bytes))),
            (ElementType::UnsignedInt, Little) => {
                |bytes| f64::from(u32::from_le_bytes(first(bytes)))
            }
            (ElementType::UnsignedLong, Big) => |bytes| u64::from_be_bytes(first(bytes)) as f64,
            (ElementType::UnsignedLong, Little) => |bytes| u64::from_le_bytes(first(bytes)) as f64,
            (ElementType::Long, Big) => |bytes| i64::from_be_bytes(first(bytes)) as f64,
            (ElementType::Long, Little) => |bytes| i64::from_le_bytes(first(bytes)) as f64,
            (ElementType::Half, Big) => |bytes| half(u16::from_be_bytes(first(bytes))),
            (ElementType::Half, Little) => |bytes| half(u16::from_le_bytes(first(bytes))),
            (ElementType::Int, Big) => |bytes| f64::from(i32::from_be_bytes(first(bytes))),
            (ElementType::Int, Little) => |bytes| f64::from(i32::from_le_bytes(first(bytes))),
            (ElementType::Float, Big) => |bytes| f64::from(f32::from_be_bytes(first(bytes))),
            (ElementType::Float, Little) => |bytes| f64::from(f32::from_le_bytes(first(bytes))),
            (ElementType::Double, Big) => |bytes| f64::from_be_bytes(first(bytes)),
            (ElementType::Double, Little) => |bytes| f64::from_le_bytes(first(bytes)),
        }
    }
}

/// A number of half precision, IEEE 754.
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let fraction = f64::from(bits & 0x3ff);
    sign * match (bits >> 10) & 0x1f {
        0 => fraction * 2f64.powi(-24),
        0x1f if fraction == 0.0 => f64::INFINITY,
        0x1f => f64::NAN,
        exponent => (1.0 + fraction / 1024.0) * 2f64.powi(i32::from(exponent) - 15),
    }
}

/// The first bytes; zeros beyond the end.
fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes.first_chunk().copied().unwrap_or([0; N])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(kind: ElementType, order: ByteOrder, bytes: &[u8]) -> Elements {
        Elements {
            kind,
            order,
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn numbers_of_each_type_are_read_in_either_order() {
        use ElementType::{Double, Float, Int, Short, SignedByte, UnsignedByte};
        let cases: [(ElementType, Vec<u8>, f64); 6] = [
            (UnsignedByte, vec![200], 200.0),
            (SignedByte, vec![200], -56.0),
            (Short, (-300i16).to_be_bytes().to_vec(), -300.0),
            (Int, 70_000i32.to_be_bytes().to_vec(), 70_000.0),
            (Float, 0.25f32.to_be_bytes().to_vec(), 0.25),
            (Double, (-1e300f64).to_be_bytes().to_vec(), -1e300),
        ];
        for (kind, mut bytes, number) in cases {
            bytes.extend(bytes.clone());
            let read =
                |order, bytes: &[u8]| elements(kind, order, bytes).numbers().collect::<Vec<_>>();
            assert_eq!(read(ByteOrder::Big, &bytes), [number; 2]);
            bytes.reverse();
            assert_eq!(read(ByteOrder::Little, &bytes), [number; 2]);
        }
    }

    #[test]
    fn a_range_becomes_all_bytes_and_bytes_stay_as_they_are() {
        let floats: Vec<u8> = [-1.0f32, 0.0, 3.0]
            .iter()
            .flat_map(|n| n.to_le_bytes())
            .collect();
        let floats = elements(ElementType::Float, ByteOrder::Little, &floats);
        let range = floats.numbers().map(Range::of).reduce(Range::with).unwrap();
        assert_eq!((range.least, range.most), (-1.0, 3.0));
        assert_eq!(floats.to_bytes(range), [0, 64, 255]);
        let bytes = elements(ElementType::UnsignedByte, ByteOrder::Big, &[3, 17, 16]);
        assert_eq!(bytes.clone().to_bytes(Range::BYTES), [3, 17, 16]);
        assert_eq!(
            bytes.to_bytes(Range {
                least: 3.0,
                most: 17.0
            }),
            [0, 255, 237]
        );
    }
}
