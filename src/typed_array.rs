//! Vectors that JavaScript reads as typed arrays.

use std::ops::{Deref, DerefMut};

use serde::{Serialize, Serializer};

/// A vector that the page gets as a typed array, such as `Float32Array` for `f32`. Natively it is serialised as a list.
#[derive(Debug, Clone, Default)]
pub struct TypedArray<T>(Vec<T>);

impl<T> From<Vec<T>> for TypedArray<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T> FromIterator<T> for TypedArray<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<T> IntoIterator for TypedArray<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a TypedArray<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> Deref for TypedArray<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for TypedArray<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T, U: ?Sized> PartialEq<U> for TypedArray<T>
where
    Vec<T>: PartialEq<U>,
{
    fn eq(&self, other: &U) -> bool {
        self.0 == *other
    }
}

impl<T: PartialEq> PartialEq<TypedArray<T>> for Vec<T> {
    fn eq(&self, other: &TypedArray<T>) -> bool {
        *self == other.0
    }
}

macro_rules! typed_arrays {
    ($($number:ty => $array:ident),+) => {$(
        impl Serialize for TypedArray<$number> {
            #[cfg(target_arch = "wasm32")]
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let array = js_sys::$array::from(self.as_slice());
                serde_wasm_bindgen::preserve::serialize(&array, serializer)
            }

            #[cfg(not(target_arch = "wasm32"))]
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl ts_rs::TS for TypedArray<$number> {
            type WithoutGenerics = Self;
            type OptionInnerType = Self;

            fn name(_: &ts_rs::Config) -> String {
                stringify!($array).into()
            }

            fn inline(config: &ts_rs::Config) -> String {
                Self::name(config)
            }
        }
    )+};
}

typed_arrays!(u8 => Uint8Array, u32 => Uint32Array, f32 => Float32Array);
