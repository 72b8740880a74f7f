//! Sizes of a convolution, validated on construction.

use crate::error::{LabError, Result};
use crate::shape::Extent;

/// Geometry of a square window that moves over an image. A convolution goes from the fine image to the
/// coarse one, a transposed one from coarse to fine.
///
/// The window at (y, x) of the coarse image covers `kernel` rows from `y * stride - padding` and `kernel`
/// columns from `x * stride - padding` of the fine one. Pixels outside are zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Geometry {
    input: Extent,
    output: Extent,
    kernel: usize,
    stride: usize,
    padding: usize,
    transposed: bool,
}

impl Geometry {
    /// Convolution with `(size + 2 padding - kernel) / stride + 1` output rows and columns, rounded down.
    ///
    /// # Errors
    /// A size that is zero, or a kernel larger than the padded input.
    pub fn conv(
        input: Extent,
        outputs: usize,
        kernel: usize,
        stride: usize,
        padding: usize,
    ) -> Result<Self> {
        check_sizes(input, outputs, kernel, stride)?;
        let least = input.height.min(input.width) + 2 * padding;
        if kernel > least {
            return Err(LabError::config(
                "kernel",
                kernel,
                format!("A kernel of {kernel} does not fit into {least} pixels with padding."),
                format!("Use a kernel of at most {least}."),
            ));
        }
        let along = |size: usize| (size + 2 * padding - kernel) / stride + 1;
        let output = Extent {
            height: along(input.height),
            width: along(input.width),
            channels: outputs,
        };
        Ok(Self {
            input,
            output,
            kernel,
            stride,
            padding,
            transposed: false,
        })
    }

    /// Transposed convolution with `(size - 1) * stride - 2 padding + kernel + output_padding` output rows
    /// and columns.
    ///
    /// # Errors
    /// A size that is zero, a padding that leaves no output, or an output padding of a stride or more.
    pub fn transposed(
        input: Extent,
        outputs: usize,
        kernel: usize,
        stride: usize,
        padding: usize,
        output_padding: usize,
    ) -> Result<Self> {
        check_sizes(input, outputs, kernel, stride)?;
        if output_padding >= stride {
            return Err(LabError::config(
                "output_padding",
                output_padding,
                format!("An output padding of {output_padding} reaches a stride of {stride}."),
                format!("Use at most {}.", stride - 1),
            ));
        }
        let along = |size: usize| {
            ((size - 1) * stride + kernel + output_padding).saturating_sub(2 * padding)
        };
        let output = Extent {
            height: along(input.height),
            width: along(input.width),
            channels: outputs,
        };
        if output.size() == 0 {
            return Err(LabError::config(
                "padding",
                padding,
                format!("A padding of {padding} leaves nothing of the output."),
                "Use a smaller padding.",
            ));
        }
        Ok(Self {
            input,
            output,
            kernel,
            stride,
            padding,
            transposed: true,
        })
    }

    /// Extent of the input.
    pub fn input(&self) -> Extent {
        self.input
    }

    /// Extent of the output.
    pub fn output(&self) -> Extent {
        self.output
    }

    /// Rows and columns of the weights. Row `(ky * kernel + kx) * inputs + i` holds a tap, the last row the
    /// bias.
    pub fn weights(&self) -> [usize; 2] {
        let rows = self.taps() * self.input.channels + 1;
        [rows, self.output.channels]
    }

    /// Pixels of the window.
    pub fn taps(&self) -> usize {
        self.kernel * self.kernel
    }

    /// Side of the window in pixels.
    pub fn kernel(&self) -> usize {
        self.kernel
    }

    /// Pixels of the fine image from one window to the next.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// Zeros around the fine image.
    pub fn padding(&self) -> usize {
        self.padding
    }

    /// True for a transposed convolution, from coarse to fine.
    pub fn is_transposed(&self) -> bool {
        self.transposed
    }

    /// Image that the windows cover.
    pub fn fine(&self) -> Extent {
        if self.transposed {
            self.output
        } else {
            self.input
        }
    }

    /// Image with one pixel for each window.
    pub fn coarse(&self) -> Extent {
        if self.transposed {
            self.input
        } else {
            self.output
        }
    }
}

fn check_sizes(input: Extent, outputs: usize, kernel: usize, stride: usize) -> Result<()> {
    let sizes = [
        ("height", input.height),
        ("width", input.width),
        ("channels", input.channels),
        ("outputs", outputs),
        ("kernel", kernel),
        ("stride", stride),
    ];
    match sizes.into_iter().find(|(_, size)| *size == 0) {
        Some((field, size)) => Err(LabError::config(
            field,
            size,
            format!("A convolution cannot have a {field} of 0."),
            "Use at least 1.",
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INPUT: Extent = Extent {
        height: 28,
        width: 27,
        channels: 3,
    };

    #[test]
    fn a_stride_of_two_halves_an_image_and_its_transpose_doubles_it() {
        let down = Geometry::conv(INPUT, 16, 3, 2, 1).unwrap();
        assert_eq!((down.output().height, down.output().width), (14, 14));
        assert_eq!(down.weights(), [28, 16]);
        let up = Geometry::transposed(down.output(), 3, 3, 2, 1, 1).unwrap();
        assert_eq!((up.output().height, up.output().width), (28, 28));
        assert_eq!(up.weights(), [145, 3]);
    }

    #[test]
    fn sizes_that_cannot_work_are_refused_by_name() {
        let field = |geometry: Result<Geometry>| geometry.unwrap_err().field.unwrap();
        assert_eq!(field(Geometry::conv(INPUT, 1, 30, 1, 1)), "kernel");
        assert!(Geometry::conv(INPUT, 1, 29, 1, 1).is_ok());
        assert_eq!(field(Geometry::conv(INPUT, 1, 3, 0, 1)), "stride");
        assert_eq!(field(Geometry::conv(INPUT, 0, 3, 1, 1)), "outputs");
        let one = Extent {
            height: 1,
            width: 1,
            channels: 1,
        };
        assert_eq!(field(Geometry::transposed(one, 1, 2, 1, 1, 0)), "padding");
        assert_eq!(
            field(Geometry::transposed(one, 1, 2, 2, 0, 2)),
            "output_padding"
        );
    }
}
