//! Tables of ratings.

use super::*;

/// Ratings of five things by 60 people, every fourth of them empty.
fn ratings(gap: usize) -> File {
    table("ratings.csv", "soup,pizza,rice,beans,cake", 60, |at| {
        let cell = |thing: usize| match (at * 5 + thing) % gap {
            0 => String::new(),
            _ => (1 + (at * 7 + thing * 3) % 5).to_string(),
        };
        (0..5).map(cell).collect::<Vec<_>>().join(",")
    })
}

#[test]
fn whole_numbers_of_a_narrow_range_with_gaps_are_ratings() {
    let opening = auto(&[ratings(4)]);
    let expected = ["soup", "pizza", "rice", "beans", "cake"].map(|name| format!("{name}: 1 to 5"));
    assert_eq!(fields(&opening.dataset.columns), expected);
    assert!(opening.dataset.labels.is_empty());
    assert!(row(&opening.dataset, 0)[0].is_nan() && row(&opening.dataset, 0)[1] == 4.0);
    assert_eq!(
        opening.preview.range,
        "ratings 1 to 5; 75 of 300 cells are not known"
    );
    let full = auto(&[ratings(1000)]);
    assert_eq!(fields(&full.dataset.columns)[0], "soup: number", "few gaps");
    let chosen = with(&[ratings(1000)], json!({"columns": {"rice": "rating"}})).unwrap();
    assert_eq!(
        fields(&chosen.dataset.columns),
        expected,
        "one choice is enough"
    );
    let some = with(&[ratings(4)], json!({"columns": {"soup": "number"}})).unwrap();
    assert_eq!(
        fields(&some.dataset.columns)[..2],
        ["soup: number", "pizza: 1 to 5"]
    );
}

#[test]
fn ratings_from_zero_and_up_to_ten_have_these_ends() {
    let of = |low: usize, count: usize| {
        let file = table("r.csv", "a,b,c", 60, |at| {
            let cell = |thing: usize| match (at + thing) % 5 {
                0 => String::new(),
                _ => (low + (at * 7 + thing) % count).to_string(),
            };
            [cell(0), cell(1), cell(2)].join(",")
        });
        fields(&auto(&[file]).dataset.columns).swap_remove(0)
    };
    assert_eq!(of(0, 6), "a: 0 to 5");
    assert_eq!(of(1, 10), "a: 1 to 10");
    assert_eq!(of(2, 3), "a: 1 to 5");
    assert_eq!(of(1, 11), "a: number");
}
