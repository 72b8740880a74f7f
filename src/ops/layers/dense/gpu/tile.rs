//! Size of the tiles of all kernels of a dense layer.

/// Rows of a tile.
pub const ROWS: usize = 8;
