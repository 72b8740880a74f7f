//! The page as a set of static files, served on this machine: the sources as they are, or as they are published.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;
use std::{fs, io, thread};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::compress::{self, Encoding};
use crate::file_types::content_type;
use crate::kernels;
use crate::later_modules::{Build, LaterModules};
use crate::shell;
use crate::wasm::{self, Optimise, Package};

/// Files and folders of the page. Nothing else is served or published.
pub const SITE: [&str; 5] = ["index.html", "www", "pkg", "LICENSE-MIT", "LICENSE-APACHE"];

/// Service worker at the root of the published page. A server of the sources has none.
const SERVICE_WORKER: &str = "service-worker.js";

/// Serves a folder until the process is ended.
pub fn serve_folder(dir: PathBuf, port: u16) -> Result<()> {
    if !dir.join("index.html").is_file() {
        bail!("{} has no index.html to serve", dir.display());
    }
    let listener = listen(port)?;
    announce(&listener)?;
    serve(listener, dir, Arc::new(LaterModules::new(Build::Built)))
}

/// Builds the page and serves it until the process is ended. Serves it as soon as the small module is
/// there, and builds the GPU module meanwhile.
pub fn build_and_serve(port: u16, optimise: Optimise) -> Result<()> {
    kernels::build()?;
    wasm::build(&Package::cpu(), optimise)?;
    let modules = Arc::new(LaterModules::new(Build::Building));
    let listener = listen(port)?;
    announce(&listener)?;
    println!(
        "The page trains on the CPU by now. The GPU module follows in some minutes, without a reload.\n"
    );
    let states = Arc::clone(&modules);
    thread::spawn(move || {
        for package in [Package::import(), Package::full()] {
            let name = package.name();
            match wasm::build(&package, optimise) {
                Ok(()) => {
                    states.set(name, Build::Built);
                    println!("\nThe module `{name}` is ready.");
                }
                Err(error) => {
                    states.set(name, Build::Failed);
                    eprintln!("\nerror: the page goes on without the module `{name}`: {error:#}");
                }
            }
        }
    });
    serve(listener, shell::root(), modules)
}

fn announce(listener: &TcpListener) -> Result<()> {
    let address = listener.local_addr()?;
    println!("\nHourglass is served at http://{address}/ (Ctrl-C ends it)");
    Ok(())
}

/// Serves a folder from a thread of its own, on a free port, for as long as the process lives.
pub fn serve_aside(dir: PathBuf) -> Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("opening a port")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        let module = Arc::new(LaterModules::new(Build::Built));
        if let Err(error) = serve(listener, dir, module) {
            eprintln!("error: the server of the page ended: {error:#}");
        }
    });
    Ok(address)
}

/// The first free port of this machine from this one on.
fn listen(first: u16) -> Result<TcpListener> {
    for port in first..=first.saturating_add(20) {
        match TcpListener::bind(("127.0.0.1", port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                println!("Port {port} is taken.");
            }
            Err(error) => return Err(error).with_context(|| format!("opening port {port}")),
        }
    }
    bail!("no free port from {first} on; name another with --port")
}

fn serve(listener: TcpListener, dir: PathBuf, later_modules: Arc<LaterModules>) -> Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    runtime.block_on(async {
        let site = Arc::new(Site {
            dir,
            later_modules,
            compressed: Mutex::default(),
        });
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, Router::new().fallback(answer).with_state(site)).await?;
        Ok(())
    })
}

struct Site {
    dir: PathBuf,
    later_modules: Arc<LaterModules>,
    /// Compressed files with the tag of the version that they were made from.
    compressed: Mutex<HashMap<PathBuf, (String, Bytes)>>,
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    if !is_this_machine(request.headers()) {
        let text = "This server answers to localhost and 127.0.0.1 only.\n";
        return (StatusCode::FORBIDDEN, text).into_response();
    }
    let Some(path) = file_of(request.uri().path()) else {
        return (StatusCode::NOT_FOUND, "There is no such file here.\n").into_response();
    };
    if let Some((status, news)) = site.later_modules.answer(&path) {
        let headers = [
            (CONTENT_TYPE, "application/json"),
            (CACHE_CONTROL, "no-store"),
        ];
        return (status, headers, news).into_response();
    }
    let headers = request.headers().clone();
    // Reading and compressing the module takes a second: not on the thread that answers.
    let answer = tokio::task::spawn_blocking(move || site.read(&path, &headers)).await;
    match answer {
        Ok(Ok(response)) => response,
        Ok(Err(error)) if error.kind() == ErrorKind::NotFound => {
            (StatusCode::NOT_FOUND, "There is no such file here.\n").into_response()
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// True if a request names this machine as its host. A foreign name that resolves to this machine
/// would let another page read what is served here.
fn is_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok());
    let name = host.map(|host| match host.split_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    });
    name.is_some_and(|name| {
        ["127.0.0.1", "localhost"].contains(&name.to_ascii_lowercase().as_str())
    })
}

/// The file of the site that an address names: plain names below a public entry, and no other.
fn file_of(address: &str) -> Option<PathBuf> {
    let address = address.strip_prefix('/')?;
    let address = if address.is_empty() {
        "index.html"
    } else {
        address
    };
    let plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    let entry = address.split('/').next()?;
    let is_public = SITE.contains(&entry) || address == SERVICE_WORKER;
    (is_public && address.split('/').all(plain)).then(|| address.into())
}

impl Site {
    fn read(&self, path: &Path, headers: &HeaderMap) -> io::Result<Response> {
        let file = self.dir.join(path);
        let data = fs::metadata(&file)?;
        // a link may lead out of the folder
        if !data.is_file() || !file.canonicalize()?.starts_with(self.dir.canonicalize()?) {
            return Err(ErrorKind::NotFound.into());
        }
        let changed = data
            .modified()?
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let tag = format!("W/\"{:x}-{:x}\"", changed.as_nanos(), data.len());
        let (mime, shrinks) = content_type(path);
        let asked = |name: HeaderName| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        let always = [
            (CONTENT_TYPE, mime.to_owned()),
            (CACHE_CONTROL, "no-cache".to_owned()),
            (VARY, "accept-encoding".to_owned()),
            (ETAG, tag.clone()),
        ];
        if asked(IF_NONE_MATCH).contains(&tag) {
            return Ok((StatusCode::NOT_MODIFIED, always).into_response());
        }
        let accepted = if shrinks {
            Encoding::accepted(asked(ACCEPT_ENCODING))
        } else {
            Vec::new()
        };
        // a compressed copy on disk is smaller than one made now
        for encoding in &accepted {
            if let Ok(body) = fs::read(encoding.path_of(&file)) {
                let header = [(CONTENT_ENCODING, encoding.name())];
                return Ok((always, header, Body::from(body)).into_response());
            }
        }
        if !accepted.contains(&Encoding::Gzip) {
            return Ok((always, Body::from(fs::read(file)?)).into_response());
        }
        let body = self.compressed(path, &file, tag)?;
        let header = [(CONTENT_ENCODING, Encoding::Gzip.name())];
        Ok((always, header, Body::from(body)).into_response())
    }

    /// The gzipped file, made once a version.
    fn compressed(&self, path: &Path, file: &Path, tag: String) -> io::Result<Bytes> {
        let mut known = self
            .compressed
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((_, bytes)) = known.get(path).filter(|(version, _)| *version == tag) {
            return Ok(bytes.clone());
        }
        let bytes = Bytes::from(compress::quickly(&fs::read(file)?)?);
        known.insert(path.to_path_buf(), (tag, bytes.clone()));
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_page() {
        assert_eq!(file_of("/"), Some("index.html".into()));
    }

    #[test]
    fn only_the_files_of_the_site_have_an_address() {
        assert_eq!(
            file_of("/www/vendor/uPlot.js"),
            Some("www/vendor/uPlot.js".into())
        );
        assert_eq!(
            file_of("/service-worker.js"),
            Some("service-worker.js".into())
        );
        for address in [
            "/Cargo.toml",
            "/target/x",
            "/.git/config",
            "/www/../Cargo.toml",
            "/www/%2e%2e/x",
            "/www//x",
            "/pkg/.gitignore",
            "/service-worker.js/x",
            "//etc/passwd",
            "www/main.js",
        ] {
            assert_eq!(file_of(address), None, "{address}");
        }
    }

    #[test]
    fn only_requests_to_this_machine_are_answered() {
        let names = |host: &str| HeaderMap::from_iter([(HOST, host.parse().unwrap())]);
        for host in ["127.0.0.1:8000", "localhost", "LOCALHOST:80"] {
            assert!(is_this_machine(&names(host)), "{host}");
        }
        for host in [
            "example.org",
            "localhost.example.org:8000",
            "127.0.0.1.example.org",
            "",
        ] {
            assert!(!is_this_machine(&names(host)), "{host}");
        }
        assert!(!is_this_machine(&HeaderMap::new()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let base = std::env::temp_dir().join(format!("hourglass-link-{}", std::process::id()));
        let dir = base.join("site");
        fs::create_dir_all(dir.join("www")).unwrap();
        fs::write(base.join("secret.txt"), "secret").unwrap();
        fs::write(dir.join("www/own.txt"), "own").unwrap();
        std::os::unix::fs::symlink(base.join("secret.txt"), dir.join("www/secret.txt")).unwrap();
        let site = Site {
            dir,
            later_modules: Arc::new(LaterModules::new(Build::Built)),
            compressed: Mutex::default(),
        };
        let read = |path: &str| site.read(Path::new(path), &HeaderMap::new());
        assert_eq!(read("www/own.txt").unwrap().status(), StatusCode::OK);
        assert_eq!(
            read("www/secret.txt").unwrap_err().kind(),
            ErrorKind::NotFound
        );
        fs::remove_dir_all(base).unwrap();
    }

    #[test]
    fn a_file_is_compressed_tagged_and_not_sent_twice() {
        let dir = std::env::temp_dir().join(format!("hourglass-site-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("index.html"), "hourglass ".repeat(1000)).unwrap();
        let site = Site {
            dir: dir.clone(),
            later_modules: Arc::new(LaterModules::new(Build::Built)),
            compressed: Mutex::default(),
        };
        let ask = |name: HeaderName, value: &str| {
            let headers = HeaderMap::from_iter([(name, value.parse().unwrap())]);
            site.read(Path::new("index.html"), &headers).unwrap()
        };

        let first = ask(ACCEPT_ENCODING, "gzip, deflate, br");
        assert_eq!(first.headers()[CONTENT_ENCODING], "gzip");
        assert_eq!(first.headers()[CACHE_CONTROL], "no-cache");
        let tag = first.headers()[ETAG].to_str().unwrap().to_owned();
        assert_eq!(ask(IF_NONE_MATCH, &tag).status(), StatusCode::NOT_MODIFIED);
        assert!(
            !ask(ACCEPT_ENCODING, "identity")
                .headers()
                .contains_key(CONTENT_ENCODING)
        );
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_compressed_copy_is_sent_to_clients_that_accept_its_encoding() {
        let dir = std::env::temp_dir().join(format!("hourglass-compressed-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("index.html"), "hourglass ".repeat(1000)).unwrap();
        compress::compress_all(&dir, &|path| content_type(path).1).unwrap();
        let site = Site {
            dir: dir.clone(),
            later_modules: Arc::new(LaterModules::new(Build::Built)),
            compressed: Mutex::default(),
        };
        for (accept, sent) in [
            ("gzip, deflate, br", Some("br")),
            ("gzip", Some("gzip")),
            ("br;q=0, gzip", Some("gzip")),
            ("identity", None),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, accept.parse().unwrap())]);
            let response = site.read(Path::new("index.html"), &headers).unwrap();
            let encoding = response.headers().get(CONTENT_ENCODING);
            assert_eq!(encoding.map(|e| e.to_str().unwrap()), sent, "{accept}");
        }
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert_ne!(listen(port).unwrap().local_addr().unwrap().port(), port);
    }
}
