//! Shape of a launch on WebGPU. Known without a GPU, so that it is tested without one.

/// Units of a workgroup.
pub const UNITS: u32 = 64;

/// Workgroups along one dimension that every WebGPU device can launch.
const MOST: u32 = 65_535;

/// Workgroups along x and y for at least `units` units. Up to the limit they are one row, then as few rows of equal
/// length as hold them.
pub fn workgroups(units: usize) -> [u32; 2] {
    let count = units.div_ceil(UNITS as usize) as u32;
    let rows = count.div_ceil(MOST).max(1);
    [count.div_ceil(rows), rows]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_launch_that_fits_one_row_of_workgroups_has_one() {
        assert_eq!(workgroups(1), [1, 1]);
        assert_eq!(workgroups(64), [1, 1]);
        assert_eq!(workgroups(65), [2, 1]);
        assert_eq!(workgroups(65_535 * 64), [65_535, 1]);
    }

    #[test]
    fn a_larger_launch_has_rows_within_the_limit_and_less_than_one_workgroup_a_row_too_many() {
        let full = 65_535 * 64;
        for units in [full + 1, 9_000_001, 2 * full, 2 * full + 1, 1 << 30] {
            let [x, y] = workgroups(units);
            assert!(x <= MOST && (2..=MOST).contains(&y), "{units}: {x} x {y}");
            let needed = units.div_ceil(64);
            let launched = x as usize * y as usize;
            let fits = needed..needed + y as usize;
            assert!(fits.contains(&launched), "{units}: {x} x {y}");
        }
    }
}
