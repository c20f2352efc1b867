//! Where a scene plays: one folder with an authority, phones, terminals and a clock. Each scene gets a world of its own.

use std::path::{Path, PathBuf};

use crate::clock::{StoryClock, moment};
use crate::fail::{Fail, Played};
use crate::officer::Officer;
use crate::person::{self, Person};
use crate::phone::{Opening, Phone};
use crate::pictures;
use crate::sabotage::Sabotage;
use crate::service::Service;

/// One world.
pub struct World {
    folder: tempfile::TempDir,
    clock: StoryClock,
    authority_clock: StoryClock,
    terminal_clock: StoryClock,
    sabotage: Sabotage,
    /// The authority.
    pub service: Service,
}

/// Where most scenes begin: a driver whose license was issued at once, and an officer with a terminal.
pub struct Licensed {
    /// Where.
    pub world: World,
    /// Who.
    pub person: Person,
    /// Whoever checks.
    pub officer: Officer,
    /// The driver's phone.
    pub phone: Phone,
}

/// The usual beginning: Tuesday, 1 September 2026, ten in the morning.
pub fn usual() -> i64 {
    moment(2026, 9, 1, 10, 0, 0)
}

impl World {
    /// A world at `now` whose register holds these drivers of `demo/people`.
    pub async fn begin(people: &[u32], now: i64, sabotage: Sabotage) -> Played<Self> {
        let folder = tempfile::Builder::new().prefix("lz-demo-").tempdir()?;
        let path = |name: &str| folder.path().join(name);
        let clock = StoryClock::in_file(path("clock"));
        let own = |name: &str, wanted: bool| if wanted { StoryClock::in_file(path(name)) } else { clock.clone() };
        let authority_clock = own("clock-authority", sabotage == Sabotage::AuthorityClockLags);
        let terminal_clock = own("clock-terminal", sabotage == Sabotage::TerminalClockStands);
        clock.set(now)?;
        if sabotage == Sabotage::AuthorityClockLags {
            authority_clock.set(now - 120)?;
        }
        if sabotage == Sabotage::TerminalClockStands {
            terminal_clock.set(now)?;
        }
        let register = path("people");
        copy_folder(&person::folder().join("assets"), &path("assets"))?;
        std::fs::create_dir(&register)?;
        for number in people {
            let file = Person::number(*number)?.file;
            std::fs::copy(&file, register.join(file.file_name().unwrap_or_default()))?;
        }
        if sabotage == Sabotage::RetainedPhotoIsCoffee {
            std::fs::copy(path("assets/coffee.png"), path("assets/portrait-specimen.jpg"))?;
        }
        let service = Service::start(&path("authority"), &register, authority_clock.clone(), sabotage).await?;
        Ok(Self { clock, authority_clock, terminal_clock, sabotage, service, folder })
    }

    /// The usual beginning for driver `number`, whose phone already holds the license.
    pub async fn licensed(number: u32, phone: &str, sabotage: Sabotage) -> Played<Licensed> {
        let world = Self::begin(&[number], usual(), sabotage).await?;
        let person = Person::number(number)?;
        let officer = world.officer().await?;
        let phone = world.phone(phone).await?;
        phone.sign_in(&world, &person).await?;
        phone.apply_with_retained_photo().await?;
        Ok(Licensed { world, person, officer, phone })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A file in the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The clock of the phones.
    pub fn clock(&self) -> &StoryClock {
        &self.clock
    }

    /// The clock of the terminals.
    pub fn terminal_clock(&self) -> &StoryClock {
        &self.terminal_clock
    }

    /// Time passes for everybody.
    pub fn pass(&self, seconds: i64) -> Played {
        let seconds = if self.sabotage == Sabotage::DaysRunAway { seconds * 100 } else { seconds };
        self.clock.set(self.clock.now() + seconds)?;
        if self.sabotage == Sabotage::AuthorityClockLags {
            self.authority_clock.set(self.clock.now() - 120)?;
        }
        Ok(())
    }

    /// A phone of its own folder and keys; one that was used before is found again.
    pub async fn phone(&self, name: &str) -> Played<Phone> {
        Phone::open(self, name, "boot-1").await
    }

    /// The same phone after it was switched off and on. Its wall clock is so many seconds behind, and all it has.
    pub async fn phone_after_restart(&self, name: &str, behind: i64) -> Played<Phone> {
        let boot = format!("boot-{behind}");
        let wall = StoryClock::in_file(self.file(&format!("clock-{name}-{boot}")));
        wall.set(self.clock.now() - behind)?;
        Phone::switch_on(Opening { clock: wall, ..Phone::opening(self, name, &boot) }).await
    }

    /// A police terminal that has fetched its lists.
    pub async fn officer(&self) -> Played<Officer> {
        let officer = Officer::police(self).await?;
        if self.sabotage == Sabotage::TrustListByte {
            officer.flip_trust_list_byte()?;
        }
        Ok(officer)
    }

    /// What is broken, for the parts of this layer alone.
    pub(crate) fn sabotage(&self) -> Sabotage {
        self.sabotage
    }

    /// What the camera of a phone sees when it looks at an asset.
    pub fn lens(&self, asset: &str) -> Played<Vec<u8>> {
        let asset = if self.sabotage == Sabotage::CameraSeesPortrait { "portrait-specimen.jpg" } else { asset };
        pictures::still(asset)
    }

    /// What the album of a phone hands over.
    pub fn album(&self, asset: &str) -> Played<Vec<u8>> {
        let mut bytes = pictures::still(asset)?;
        if self.sabotage == Sabotage::AlbumFileCutOff {
            bytes.truncate(bytes.len() / 2);
        }
        Ok(bytes)
    }

    /// Copies a phone's folder to another phone, as a backup tool or a thief would. Keys stay where they are.
    pub fn copy_phone(&self, from: &str, to: &str) -> Played {
        copy_folder(&Phone::folder_in(self, from), &Phone::folder_in(self, to))?;
        if self.sabotage == Sabotage::KeysTravelWithVault {
            copy_folder(&Phone::keys_in(self, from), &Phone::keys_in(self, to))?;
        }
        Ok(())
    }

    /// Flips one bit in the middle of a file of a phone's folder; doing it twice puts it back.
    pub fn flip_byte(&self, phone: &str, file: &str) -> Played {
        flip_byte(&Phone::folder_in(self, phone).join(file))
    }
}

/// Flips one bit in the middle of a file.
pub fn flip_byte(path: &Path) -> Played {
    let mut bytes = std::fs::read(path)?;
    let middle = bytes.len() / 2;
    *bytes.get_mut(middle).ok_or(Fail::Never("a byte to flip".to_owned()))? ^= 1;
    std::fs::write(path, bytes)?;
    Ok(())
}

/// Copies a folder with everything in it.
pub fn copy_folder(from: &Path, to: &Path) -> Played {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
