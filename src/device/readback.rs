//! Values of tensors that are read back from the device.

use burn::tensor::{Tensor, TensorData, Transaction};

use crate::error::{LabError, Result};

/// The numbers of a tensor that was read.
///
/// # Errors
/// `Internal` where they are not 32-bit floats.
pub fn floats(data: TensorData) -> Result<Vec<f32>> {
    data.try_into_vec()
        .map_err(|error| LabError::internal(format!("{error:?}")))
}

/// The numbers of several tensors, read in one transaction.
///
/// # Errors
/// `Device` where the device was lost.
pub async fn read_all(tensors: impl IntoIterator<Item = Tensor<2>>) -> Result<Vec<Vec<f32>>> {
    let reading = tensors.into_iter();
    let reading = reading.fold(Transaction::default(), Transaction::register);
    let data = reading.execute_async().await.map_err(LabError::device)?;
    data.into_iter().map(floats).collect()
}

/// The same for a fixed number of tensors.
///
/// # Errors
/// `Device` where the device was lost.
pub async fn read<const N: usize>(tensors: [Tensor<2>; N]) -> Result<[Vec<f32>; N]> {
    let read = read_all(tensors).await?;
    <[_; N]>::try_from(read)
        .map_err(|read| LabError::internal(format!("{} tensors, not {N}", read.len())))
}

/// Numbers from 0 to 1 as bytes, cut to black and white.
pub fn bytes(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .map(|value| (value * 255.0).round() as u8)
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn pixels_beyond_black_and_white_are_cut_and_not_wrapped() {
        assert_eq!(
            super::bytes(&[-0.5, 0.0, 0.5, 1.0, 7.0, f32::NAN]),
            [0, 0, 128, 255, 255, 0]
        );
    }
}
