//! Values from JavaScript. Those that do not fit are refused as the core refuses, by field, value and remedy.

use js_sys::{Array, BigInt, Object};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

use super::write::{JsResult, throw};
use crate::config::RunConfig;
use crate::error::{LabError, MOST_EXACT, short};

/// Items of a list that are read: more than any setting takes.
const MOST_ITEMS: usize = 100;

/// A config from an object of numbers, words and lists of numbers. The data at hand know how they were read.
pub fn config(object: &JsValue) -> JsResult<RunConfig> {
    let json = match object.dyn_ref::<Object>() {
        Some(object) if !Array::is_array(object) => {
            let entries = Object::entries(object);
            let entries = entries.iter().filter_map(|entry| {
                let entry = Array::from(&entry);
                let name = entry.get(0).as_string().filter(|name| name != "reading")?;
                Some((name, json(&entry.get(1), true)))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        _ => json(object, false),
    };
    RunConfig::from_json(json).map_err(throw)
}

/// A value as JSON; what JSON does not have becomes a word, which no setting takes.
fn json(value: &JsValue, lists: bool) -> Value {
    if let Some(number) = value.as_f64() {
        return match number.fract() == 0.0 && number.abs() <= MOST_EXACT {
            true => Value::from(number as i64),
            false => Value::from(number),
        };
    }
    if let Some(text) = value.as_string() {
        return text.into();
    }
    if let Some(flag) = value.as_bool() {
        return flag.into();
    }
    match value.dyn_ref::<Array>() {
        Some(items) if lists => {
            let items = items.iter().take(MOST_ITEMS);
            items.map(|item| json(&item, false)).collect()
        }
        Some(_) => "a list".into(),
        None if value.is_null() || value.is_undefined() => Value::Null,
        None => word(value).into(),
    }
}

/// A value for a message.
fn word(value: &JsValue) -> String {
    let number = value.dyn_ref::<BigInt>();
    let digits = number.and_then(|number| number.to_string(10).ok());
    let digits = digits.map(String::from);
    short(
        digits
            .or_else(|| value.as_string())
            .unwrap_or_else(|| "an object".into()),
    )
}

/// One of the words that a message may hold.
pub fn choice<T: DeserializeOwned>(field: &str, value: &JsValue, words: &str) -> JsResult<T> {
    serde_wasm_bindgen::from_value(value.clone()).map_err(|_| {
        let value = word(value);
        let message = format!("The {field} cannot be {value}.");
        throw(LabError::config(
            field,
            value,
            message,
            format!("Use one of {words}."),
        ))
    })
}
