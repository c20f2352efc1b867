//! What the built library exports, as text: names and signatures, sorted, without documentation.
//!
//! The text is committed as `bindings/facade/api.txt` and a test compares it, so that a change of what apps call is always a
//! visible change. Generated Kotlin and Swift are not committed: they follow from this.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result};
use uniffi_bindgen::macro_metadata::extract_from_library;
use uniffi_meta::{FieldMetadata, FnParamMetadata, Metadata, ObjectImpl, Type};

/// Describes everything that a library exports.
pub fn describe(library: &Path) -> Result<String> {
    let path = library.to_str().context("the library's path is not UTF-8")?;
    let mut items: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |owner: String, line: Option<String>| items.entry(owner).or_default().extend(line);
    for metadata in extract_from_library(path.into())? {
        match metadata {
            Metadata::Func(f) => {
                add(format!("fn {}", signature(&f.name, f.is_async, &f.inputs, &f.return_type, &f.throws)), None)
            }
            Metadata::Record(record) => record
                .fields
                .iter()
                .enumerate()
                .for_each(|(at, f)| add(format!("record {}", record.name), Some(format!("{at:02} {}", field(f))))),
            Metadata::Enum(e) => {
                let kind = if e.shape.is_error() { "error" } else { "enum" };
                for (at, variant) in e.variants.iter().enumerate() {
                    let fields = variant.fields.iter().map(field).collect::<Vec<_>>().join(", ");
                    let fields = if fields.is_empty() { fields } else { format!(" {{ {fields} }}") };
                    add(format!("{kind} {}", e.name), Some(format!("{at:02} {}{fields}", variant.name)));
                }
            }
            Metadata::Object(object) => add(owner(&object.name, object.imp), None),
            Metadata::Constructor(c) => {
                let line = signature(&c.name, c.is_async, &c.inputs, &None, &c.throws);
                add(owner(&c.self_name, ObjectImpl::Struct), Some(format!("   constructor {line}")));
            }
            Metadata::Method(m) => {
                let line = signature(&m.name, m.is_async, &m.inputs, &m.return_type, &m.throws);
                add(owner(&m.self_name, ObjectImpl::Struct), Some(format!("   {line}")));
            }
            Metadata::TraitMethod(m) => {
                let line = signature(&m.name, m.is_async, &m.inputs, &m.return_type, &m.throws);
                add(format!("trait {}", m.trait_name), Some(format!("{:02} {line}", m.index)));
            }
            other => add(format!("other {other:?}"), None),
        }
    }
    let mut text = String::new();
    for (owner, mut lines) in items.into_iter().filter(|(owner, _)| !owner.starts_with("other Namespace")) {
        writeln!(text, "{owner}")?;
        // The number in front keeps the order of declaration, which is part of the contract between library and bindings.
        lines.sort();
        for line in lines {
            writeln!(text, "    {}", line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' '))?;
        }
    }
    Ok(text)
}

fn owner(name: &str, kind: ObjectImpl) -> String {
    match kind {
        ObjectImpl::Struct => format!("object {name}"),
        ObjectImpl::Trait(_) => format!("trait {name}"),
    }
}

fn signature(
    name: &str,
    is_async: bool,
    inputs: &[FnParamMetadata],
    output: &Option<Type>,
    throws: &Option<Type>,
) -> String {
    let inputs = inputs
        .iter()
        .map(|input| format!("{}: {}{}", input.name, if input.by_ref { "&" } else { "" }, shape(&input.ty)));
    let mut text = format!("{name}({})", inputs.collect::<Vec<_>>().join(", "));
    if is_async {
        text.push_str(" async");
    }
    if let Some(error) = throws {
        text.push_str(&format!(" throws {}", shape(error)));
    }
    if let Some(output) = output {
        text.push_str(&format!(" -> {}", shape(output)));
    }
    text
}

fn field(field: &FieldMetadata) -> String {
    format!("{}: {}", field.name, shape(&field.ty))
}

fn shape(ty: &Type) -> String {
    match ty {
        Type::Optional { inner_type } => format!("{}?", shape(inner_type)),
        Type::Sequence { inner_type } => format!("[{}]", shape(inner_type)),
        Type::Set { inner_type } => format!("{{{}}}", shape(inner_type)),
        Type::Map { key_type, value_type } => format!("{{{}: {}}}", shape(key_type), shape(value_type)),
        named => named.name().map_or_else(|| format!("{named:?}"), str::to_owned),
    }
}
