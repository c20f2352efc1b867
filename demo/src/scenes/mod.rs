//! The fourteen scenes, one file each. A scene knows the parts by their users' hands alone, and nothing of sabotage.

mod abuse;
mod album;
mod camera;
mod class_change;
mod midnight;
mod no_network;
mod photo_change;
mod points;
mod rental;
mod retained;
mod revoked;
mod screenshot;
mod vault;
mod window;

use crate::fail::{Fail, Played};
use crate::sabotage::Sabotage;
use crate::story::Story;

/// A scene's place in the story.
pub struct Scene {
    /// From 1.
    pub number: u32,
    /// Two or three words, for one line.
    pub name: &'static str,
    /// The heading on the page.
    pub title: &'static str,
    /// The same in Chinese.
    pub title_zh: &'static str,
    /// What a stranger needs to know before it begins.
    pub about: &'static str,
}

/// All scenes in order.
pub const ALL: [Scene; 14] = [
    Scene {
        number: 1,
        name: "midnight",
        title: "At midnight, her city opens",
        title_zh: "零点开通",
        about: "Cities join on fixed days. Su Xiaohe's city opens on 1 September 2021 at 00:00. She is early by half a minute.",
    },
    Scene {
        number: 2,
        name: "retained photo",
        title: "A photo on file, a license at once",
        title_zh: "留存照片，当场发证",
        about: "Lin Zhixia, 22, is in a hurry. The authority already holds a good photo of her, so nothing has to be reviewed.",
    },
    Scene {
        number: 3,
        name: "camera and review",
        title: "A coffee cup, a return, a good portrait",
        title_zh: "拍照与审核",
        about: "No photo is on file for He Tingyu. The phone guides the camera and refuses what is no portrait; what only a person can judge, a reviewer returns with rule numbers.",
    },
    Scene {
        number: 4,
        name: "album",
        title: "One file from the album",
        title_zh: "相册选照片",
        about: "The photo on file is not a portrait at all. The driver picks one from the album: first one that is too old, then a recent one.",
    },
    Scene {
        number: 5,
        name: "window issue",
        title: "Issued at the window, found on the phone",
        title_zh: "窗口办理，手机收到",
        about: "A driver who cannot use the app is served at the office. The phone started nothing, and still finds the license when he signs in.",
    },
    Scene {
        number: 6,
        name: "points",
        title: "Points arrive: 0, 6, 12",
        title_zh: "记分 0 → 6 → 12",
        about: "The register adds penalty points. At twelve the license turns red: it stays visible, and it says that nobody may drive with it.",
    },
    Scene {
        number: 7,
        name: "no network",
        title: "In a tunnel: no network on either side",
        title_zh: "两端都没有网络",
        about: "Phone and terminal run where no network interface exists. The phone starts cold. The officer's camera sees only the screen: tilted, noisy, blurred by hand.",
    },
    Scene {
        number: 8,
        name: "screenshot",
        title: "A screenshot, 3 and 11 minutes old",
        title_zh: "截屏无效",
        about: "Somebody shows pictures of a friend's license instead of a license. A code lives for seconds; a picture of it does not.",
    },
    Scene {
        number: 9,
        name: "vault",
        title: "The vault edited, rolled back, and stolen",
        title_zh: "改动与复制保险库",
        about: "The license lies sealed in the phone's folder. One bit is flipped; an old copy is put back; the whole folder is copied to another phone.",
    },
    Scene {
        number: 10,
        name: "class change",
        title: "A new class replaces the old license",
        title_zh: "准驾车型变化",
        about: "Lu Yuanxing passes the test for class D. His old electronic license is superseded, and he applies again.",
    },
    Scene {
        number: 11,
        name: "revoked",
        title: "Revoked: what an offline terminal knows",
        title_zh: "吊销",
        about: "The license is revoked while the phone has no network. A terminal without news says how old its knowledge is; with news it refuses.",
    },
    Scene {
        number: 12,
        name: "abuse",
        title: "An illegal photo stops the use",
        title_zh: "停止使用",
        about: "A driver sends somebody else's face. The reviewer calls it abuse: use is stopped at once, on the phone and at every terminal.",
    },
    Scene {
        number: 13,
        name: "car rental",
        title: "A rental firm asks, and learns the least",
        title_zh: "租车核验，最少数据",
        about: "A firm must ask under its own name, which the driver reads before answering. It sees a name, a face and the classes: no number, no address, no points.",
    },
    Scene {
        number: 14,
        name: "photo change",
        title: "A new photo, and no gap between",
        title_zh: "更换照片",
        about: "She would like another picture. Until a reviewer has decided, the license that she has stays valid.",
    },
];

/// Plays scene `number` in a world of its own; the line that tells what happened.
pub async fn perform(number: u32, sabotage: Sabotage, story: &mut Story) -> Played<String> {
    match number {
        1 => midnight::play(sabotage, story).await,
        2 => retained::play(sabotage, story).await,
        3 => camera::play(sabotage, story).await,
        4 => album::play(sabotage, story).await,
        5 => window::play(sabotage, story).await,
        6 => points::play(sabotage, story).await,
        7 => no_network::play(sabotage, story).await,
        8 => screenshot::play(sabotage, story).await,
        9 => vault::play(sabotage, story).await,
        10 => class_change::play(sabotage, story).await,
        11 => revoked::play(sabotage, story).await,
        12 => abuse::play(sabotage, story).await,
        13 => rental::play(sabotage, story).await,
        14 => photo_change::play(sabotage, story).await,
        _ => Err(Fail::Never(format!("a scene {number}"))),
    }
}
