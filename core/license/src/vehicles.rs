//! Vehicle kinds, and whether a license allows one: the officer at the roadside picks the kind, the table answers.
//!
//! Kinds are data (`data/vehicles.json`). A kind that the table does not know is never allowed.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::classes::{ClassSet, ClassTable, LicenseClass};
use crate::data::DataError;

/// The kinds of vehicle, in the order in which an officer meets them, each with the classes that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VehicleTable {
    version: u32,
    order: Vec<String>,
    classes: BTreeMap<String, ClassSet>,
}

/// The answer for one license and one kind of vehicle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayDrive {
    /// Allowed, by these held classes.
    Yes {
        /// The held classes that allow it, directly or because they cover one that does.
        by: ClassSet,
    },
    /// Not allowed: one of these classes would be needed, or one that covers it.
    No {
        /// The classes that name this kind.
        needs: ClassSet,
    },
    /// The table does not know the kind: not allowed, and the officer should choose another.
    UnknownKind,
}

#[derive(Deserialize)]
struct TableFile {
    version: u32,
    kinds: Vec<KindRow>,
}

#[derive(Deserialize)]
struct KindRow {
    id: String,
    classes: Vec<LicenseClass>,
}

impl VehicleTable {
    /// The table that was built in.
    pub fn built_in() -> &'static Self {
        static TABLE: std::sync::LazyLock<VehicleTable> = std::sync::LazyLock::new(|| {
            VehicleTable::from_json(include_str!("../data/vehicles.json")).expect("the built-in table is tested")
        });
        &TABLE
    }

    /// Reads a table as it stands in `data/vehicles.json`.
    pub fn from_json(json: &str) -> Result<Self, DataError> {
        let file: TableFile = crate::data::parse(json)?;
        let mut table = Self { version: file.version, order: Vec::new(), classes: BTreeMap::new() };
        for row in file.kinds {
            let classes: ClassSet = row.classes.into_iter().collect();
            if classes.is_empty() {
                return Err(DataError::Contradiction);
            }
            if table.classes.insert(row.id.clone(), classes).is_some() {
                return Err(DataError::Repeated);
            }
            table.order.push(row.id);
        }
        Ok(table)
    }

    /// The version of the data.
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// The kinds, most usual first.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(String::as_str)
    }

    /// The text that names a kind, such as `vehicle-car-manual`.
    pub fn text_id(kind: &str) -> String {
        format!("vehicle-{kind}")
    }

    /// Whether a holder of `held` may drive a vehicle of this `kind`. Status and dates are asked elsewhere.
    pub fn may_drive(&self, table: &ClassTable, held: ClassSet, kind: &str) -> MayDrive {
        let Some(&needs) = self.classes.get(kind) else { return MayDrive::UnknownKind };
        let allows = |class| !table.covered(ClassSet::NONE.with(class)).intersection(needs).is_empty();
        let by: ClassSet = held.iter().filter(|class| allows(*class)).collect();
        if by.is_empty() { MayDrive::No { needs } } else { MayDrive::Yes { by } }
    }
}
