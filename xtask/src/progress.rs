//! Signs of life during long work: a line every half minute.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

const INTERVAL: Duration = Duration::from_secs(30);

/// Does some work, and prints every half minute that it still goes on.
pub fn reported<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let report = |elapsed: Duration| println!("… still {name}: {} s", elapsed.as_secs());
    at_intervals(INTERVAL, report, work)
}

fn at_intervals<T>(
    interval: Duration,
    report: impl Fn(Duration) + Send,
    work: impl FnOnce() -> T,
) -> T {
    thread::scope(|scope| {
        // the end of the work drops the sender, which wakes the thread
        let (_sender, receiver) = mpsc::channel::<()>();
        scope.spawn(move || {
            let started = Instant::now();
            while receiver.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                report(started.elapsed());
            }
        });
        work()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn long_work_is_reported_until_it_ends() {
        let (sender, receiver) = mpsc::channel();
        let report = move |elapsed| sender.send(elapsed).unwrap();
        let second = at_intervals(Duration::from_millis(1), report, || {
            let first: Duration = receiver.recv().unwrap();
            receiver.recv().unwrap() - first
        });
        assert!(second >= Duration::from_millis(1), "{second:?}");
    }

    #[test]
    fn short_work_is_not_reported() {
        let reports = AtomicUsize::new(0);
        let report = |_| {
            reports.fetch_add(1, Ordering::Relaxed);
        };
        assert_eq!(at_intervals(Duration::from_secs(3600), report, || 7), 7);
        assert_eq!(reports.into_inner(), 0);
    }
}
