//! Folders of earlier and later programs, and damaged ones.

use crate::world::{Driver, Phone, World, face, sha256};
use lz_api::applications::{ApplicationState, Kind, Route};
use lz_authority::home::HomeError;
use lz_authority::store::StoreError;
use lz_authority::{Config, ServeError, start};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;

/// Tables as the oldest program made them. It counted no versions.
const OLDEST: &str = include_str!("../../src/store/schema/0001_first.sql");

/// Puts a database of the oldest program into the folder, with all rows and columns that it knew.
fn as_the_oldest_program_left_it(world: &World) {
    let (path, old_path) = (world.home().join("authority.db"), world.home().join("old.db"));
    let old = Connection::open(&old_path).unwrap();
    old.execute_batch(OLDEST).unwrap();
    old.execute("ATTACH ?1 AS today", [path.to_str().unwrap()]).unwrap();
    let tables = "SELECT m.name, group_concat(c.name, ', ') FROM main.sqlite_master m, pragma_table_info(m.name) c
                  WHERE m.type = 'table' GROUP BY m.name";
    let mut statement = old.prepare(tables).unwrap();
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let tables: Vec<(String, String)> = statement.query_map([], read).unwrap().map(Result::unwrap).collect();
    drop(statement);
    assert_eq!(tables.len(), 12);
    for (table, columns) in tables {
        let copy = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}");
        old.execute(&copy, []).unwrap();
    }
    drop(old);
    std::fs::rename(old_path, path).unwrap();
}

/// All files of a folder with the hash of their bytes.
fn hashes(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(bytes) = std::fs::read(&path) {
            found.insert(path.file_name().unwrap().to_string_lossy().into_owned(), sha256(&bytes));
        }
    }
    found
}

fn database(world: &World) -> Connection {
    Connection::open(world.home().join("authority.db")).unwrap()
}

// R32 R34
#[tokio::test]
async fn a_folder_of_the_oldest_program_is_served_with_all_that_it_holds() {
    let driver = Driver::new(1).retained("face.jpg", &face(90), "2020-05-06");
    let world = World::with(std::slice::from_ref(&driver)).await;
    let phone = Phone::of(&world, &driver).await;
    let id = "application-before-the-update";
    let body = phone.submission(id, Kind::First, Route::Retained, None).await;
    let first = phone.submit(id, &body).await.unwrap();
    let (license, me) = (phone.license().await, phone.me().await);
    world.stop().await;
    as_the_oldest_program_left_it(&world);

    world.start().await;
    assert_eq!((phone.license().await, phone.me().await), (license, me));
    assert_eq!(phone.submit(id, &body).await.unwrap(), first, "a kept answer is still given");
    let change = phone.apply(Kind::PhotoChange, Route::Camera).await.unwrap();
    assert_eq!(change.state, ApplicationState::InReview);
    world.stop().await;
    let version: u32 = database(&world).query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert!(version > 0);
}

#[tokio::test]
async fn a_folder_of_a_newer_program_is_refused_and_not_touched() {
    let world = World::with(&[]).await;
    world.stop().await;
    database(&world).execute_batch("CREATE TABLE tomorrow (x) ; PRAGMA user_version = 4000").unwrap();
    let before = hashes(&world.home());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let error = start(Config::development(world.home()), listener).await.unwrap_err();
    let newer = matches!(error, ServeError::Home(HomeError::Store(StoreError::Newer { found: 4000, .. })));
    assert!(newer, "{error}");
    assert_eq!(error.code(), "folder-newer");
    assert_eq!(hashes(&world.home()), before);
}
