//! Debian packages: installed when this user may, without ever asking for a password.

use anyhow::Result;

use crate::shell;

/// Installs packages, or says in one sentence why that cannot be done from here.
pub fn install(packages: &[&str]) -> Result<(), String> {
    let by_hand = format!("sudo apt-get install {}", packages.join(" "));
    if shell::find(&["apt-get"]).is_none() {
        return Err("this machine has no apt-get to install it with".into());
    }
    let sudo: &[&str] = if is_root() {
        &[]
    } else if shell::output(shell::command("sudo", ["-n", "true"])).is_some() {
        &["sudo", "-n"]
    } else {
        return Err(format!("install it with: {by_hand}"));
    };
    let apt = |arguments: &[&str]| {
        let words = [
            sudo,
            &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
            arguments,
        ]
        .concat();
        shell::run(shell::command(words[0], &words[1..]))
    };
    apt(&["update", "--quiet"])
        .and_then(|()| apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat()))
        .map_err(|error| format!("{error:#}; try it by hand: {by_hand}"))
}

fn is_root() -> bool {
    shell::output(shell::command("id", ["-u"])).as_deref() == Some("0")
}
