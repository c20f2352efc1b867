//! Secrets in memory with faults on order: the store of tests, and of a phone that is thrown away.
//!
//! One `MemoryStore` is one phone's secret store: share it (it is cheap to clone) between "restarts" of the same phone,
//! make a new one for another phone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zeroize::Zeroizing;

use super::{Secret, SecretError, SecretName, SecretRole, SecretStore, check_length};

/// Which call a fault is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// [`SecretStore::get`].
    Get,
    /// [`SecretStore::put`].
    Put,
    /// [`SecretStore::remove`].
    Remove,
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The call fails and changes nothing.
    Fails(SecretError),
    /// The call changes the store and then fails all the same.
    FailsAfter(SecretError),
    /// A write says yes and keeps nothing (as Android's store does when its disk is full).
    Lies,
}

#[derive(Clone, Copy)]
struct Order {
    operation: Operation,
    role: Option<SecretRole>,
    fault: Fault,
    /// Calls that still pass before the fault strikes.
    after: u32,
    /// Calls that it strikes; `u32::MAX` is for ever.
    times: u32,
}

#[derive(Default)]
struct Inside {
    entries: BTreeMap<String, Secret>,
    orders: Vec<Order>,
}

/// See the module.
#[derive(Clone, Default)]
pub struct MemoryStore {
    inside: Arc<Mutex<Inside>>,
}

impl MemoryStore {
    /// An empty store without faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Orders `fault` for the calls of `operation` (on `role`, or on all), after `after` calls that pass, `times` times.
    pub fn order(&self, operation: Operation, role: Option<SecretRole>, fault: Fault, after: u32, times: u32) {
        self.inside().orders.push(Order { operation, role, fault, after, times });
    }

    /// Every call fails like this until [`MemoryStore::heal`].
    pub fn always(&self, error: SecretError) {
        for operation in [Operation::Get, Operation::Put, Operation::Remove] {
            self.order(operation, None, Fault::Fails(error), 0, u32::MAX);
        }
    }

    /// Forgets all orders.
    pub fn heal(&self) {
        self.inside().orders.clear();
    }

    /// Number of entries, for tests that a wipe leaves none.
    pub fn len(&self) -> usize {
        self.inside().entries.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Another phone with the same entries and no faults.
    #[cfg(test)]
    pub(crate) fn copy(&self) -> Self {
        let entries = self.inside().entries.clone();
        Self { inside: Arc::new(Mutex::new(Inside { entries, orders: Vec::new() })) }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    /// The fault that this call meets, if any.
    fn fault(&mut self, operation: Operation, role: SecretRole) -> Option<Fault> {
        let order = self.orders.iter_mut().find(|order| {
            order.operation == operation && order.role.is_none_or(|wanted| wanted == role) && order.times > 0
        })?;
        if order.after > 0 {
            order.after -= 1;
            return None;
        }
        if order.times != u32::MAX {
            order.times -= 1;
        }
        Some(order.fault)
    }
}

impl SecretStore for MemoryStore {
    fn get(&self, name: &SecretName) -> Result<Option<Secret>, SecretError> {
        let mut inside = self.inside();
        match inside.fault(Operation::Get, name.role) {
            Some(Fault::Fails(error) | Fault::FailsAfter(error)) => Err(error),
            Some(Fault::Lies) => Ok(None),
            None => Ok(inside.entries.get(&name.to_string()).cloned()),
        }
    }

    fn put(&self, name: &SecretName, secret: &[u8]) -> Result<(), SecretError> {
        check_length(secret)?;
        let mut inside = self.inside();
        let fault = inside.fault(Operation::Put, name.role);
        if matches!(fault, None | Some(Fault::FailsAfter(_))) {
            inside.entries.insert(name.to_string(), Zeroizing::new(secret.to_vec()));
        }
        match fault {
            Some(Fault::Fails(error) | Fault::FailsAfter(error)) => Err(error),
            // A lie is found out by reading back, here as in every other store.
            Some(Fault::Lies) if inside.entries.get(&name.to_string()).is_none_or(|kept| kept[..] != *secret) => {
                Err(SecretError::Unavailable)
            }
            Some(Fault::Lies) | None => Ok(()),
        }
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        let mut inside = self.inside();
        let fault = inside.fault(Operation::Remove, name.role);
        if matches!(fault, None | Some(Fault::FailsAfter(_))) {
            inside.entries.remove(&name.to_string());
        }
        match fault {
            Some(Fault::Fails(error) | Fault::FailsAfter(error)) => Err(error),
            Some(Fault::Lies) | None => Ok(()),
        }
    }
}
