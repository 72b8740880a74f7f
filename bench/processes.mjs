// CPU time of the browser: of all processes that descend from this one, which starts nothing else.

import {readFileSync, readdirSync} from 'node:fs';

// sysconf(_SC_CLK_TCK), 100 on every Linux that runs Chromium
const MS_PER_TICK = 10;

/** User and system time of all descendants so far, in ms; null where there is no /proc. @returns {number | null} */
export function descendantsCpuMs() {
    try {
        return cpuMsBelow(process.pid, readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap(readStat));
    } catch {
        return null;
    }
}

/** @param {string} pid or PID/task/TID @returns {string[]} nothing, if the process ended meanwhile */
function readStat(pid) {
    try {
        return [readFileSync(`/proc/${pid}/stat`, 'utf8')];
    } catch {
        return [];
    }
}

/**
 * User and system time of the threads of a name so far, of all descendants; null where there is no /proc.
 * @param {string} name
 */
export function threadsCpuMs(name) {
    try {
        const stats = readdirSync('/proc').filter((each) => /^\d+$/.test(each)).flatMap(readStat);
        const threads = pidsBelow(process.pid, stats).flatMap((pid) => readdirSync(`/proc/${pid}/task`).flatMap((task) => readStat(`${pid}/task/${task}`)));
        return threads.filter((line) => line.includes(`(${name})`)).reduce((sum, line) => sum + fieldsOf(line).ms, 0);
    } catch {
        return null;
    }
}

/** @param {string} line of a stat file: the name, in brackets, may hold spaces and brackets of its own; then state, parent, ... (proc(5)) */
function fieldsOf(line) {
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ').map(Number);
    return {pid: parseInt(line, 10), parent: fields[1], ms: (fields[11] + fields[12]) * MS_PER_TICK};
}

/** @param {number} ancestor @param {string[]} stats @returns {number[]} */
export function pidsBelow(ancestor, stats) {
    const processes = stats.map(fieldsOf);
    const below = (pid) => processes.filter(({parent}) => parent === pid).flatMap((child) => [child.pid, ...below(child.pid)]);
    return below(ancestor);
}

/**
 * The time of the descendants of a process, from the lines of /proc/PID/stat.
 * @param {number} ancestor @param {string[]} stats
 */
export function cpuMsBelow(ancestor, stats) {
    const processes = stats.map(fieldsOf);
    const below = (pid) => processes.filter(({parent}) => parent === pid)
        .reduce((sum, child) => sum + child.ms + below(child.pid), 0);
    return below(ancestor);
}

/** Anonymous memory of all descendants, in MB: what they allocated, without files and shared libraries. @returns {number} */
export function anonymousMb() {
    const stats = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap(readStat);
    return pidsBelow(process.pid, stats).reduce((sum, pid) => {
        try {
            const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^RssAnon:\s+(\d+) kB$/m) ?? [];
            return sum + Number(kilobytes ?? 0) / 1000;
        } catch {
            return sum; // it ended meanwhile
        }
    }, 0);
}
