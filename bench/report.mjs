// From single runs to what is printed: one row for each workload and device, as a JSON line and in a table.

/** @typedef {{workload: string, device: string, error?: string, [field: string]: any}} Row */

// medians over the rounds; counts are the same in each round, or the median says which is usual
const MEDIANS = [
    'cpu_ms_per_step', 'main_thread_ms_per_step', 'issue_ms', 'dispatches_per_step', 'bind_groups_per_step',
    'pipelines_per_step', 'submits_per_step', 'uploads_per_step', 'readbacks_per_step', 'first_step_ms', 'load_ms',
    'pipelines_in_first_step', 'loss_10',
];

/** @param {number[]} values */
export function median(values) {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The rounds of one workload on one device as one row. A failure in any of them is the row's.
 * @param {string} workload @param {string} device
 * @param {any[]} rounds what `measure` returned, or `{error}`
 * @param {{wasm_raw: number | null, wasm_gzip: number | null, wasm_brotli: number | null}} sizes in bytes
 * @returns {Row}
 */
export function summarise(workload, device, rounds, sizes) {
    const failed = rounds.find(({error}) => error);
    if (failed) return {workload, device, error: failed.error};
    const windows = rounds.flatMap(({ms}) => ms);
    const middle = (key) => {
        const values = rounds.flatMap((round) => round[key] ?? []);
        return values.length > 0 ? rounded(median(values)) : null;
    };
    return {
        workload,
        device,
        backend: rounds[0].backend,
        ms_per_step: rounded(median(windows)),
        ms_min: rounded(Math.min(...windows)),
        ms_max: rounded(Math.max(...windows)),
        windows: windows.length,
        steps_per_window: middle('steps_per_window'),
        read_every: middle('read_every'),
        ...Object.fromEntries(MEDIANS.map((key) => [key, middle(key)])),
        pipelines_after_first_step: Math.max(...rounds.map((round) => round.pipelines_after_first_step)),
        ...sizes,
        // the last round trains longest
        memory: rounds.at(-1).memory,
    };
}

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(4));

/** The table in Markdown. @param {Row[]} rows */
export function table(rows) {
    const lines = rows.map((row) => `| ${cells(row).join(' | ')} |`);
    const titles = [
        'workload', 'device', 'ms a step (range)', 'CPU ms', 'issue ms', 'dispatches', 'bind groups', 'submits', 'uploads',
        'read-backs', 'first step, s', 'pipelines later', 'memory, MB',
    ];
    return [`| ${titles.join(' | ')} |`, `|${' --- |'.repeat(titles.length)}`, ...lines].join('\n');
}

/** @param {Row} row @returns {string[]} */
function cells(row) {
    const {workload, device} = row;
    if (row.error) return [workload, device, `failed: ${row.error.replaceAll(/[|\s]+/g, ' ')}`, ...Array(10).fill('')];
    const counts = ['dispatches', 'bind_groups', 'submits', 'uploads', 'readbacks'];
    return [
        workload,
        device,
        `${digits(row.ms_per_step)} (${digits(row.ms_min)} to ${digits(row.ms_max)})`,
        digits(row.cpu_ms_per_step),
        digits(row.issue_ms),
        ...counts.map((key) => digits(row[`${key}_per_step`])),
        digits(row.first_step_ms / 1000),
        digits(row.pipelines_after_first_step),
        memoryCell(row.memory),
    ];
}

/** Three significant digits, in full. @param {number | null} value */
function digits(value) {
    return value === null ? '-' : Number(value.toPrecision(3)).toLocaleString('en-GB', {maximumSignificantDigits: 3});
}

/** Memory of the module and of its GPU buffers together, by step. */
function memoryCell(marks) {
    return marks.map(({step, wasm_bytes: wasm, gpu_bytes: gpu, cut_before: target}) => {
        const size = wasm === null ? '?' : ((wasm + gpu) / 1e6).toFixed(1);
        const cut = target ? `, time was up before ${target.toLocaleString('en-GB')}` : '';
        return `${size} at ${step.toLocaleString('en-GB')}${cut}`;
    }).join('; ');
}

/** Machine, browser and date of a measurement, in a paragraph. */
export function setting({date, browser, machine, adapter, sizes}) {
    const mb = (bytes) => (bytes / 1e6).toFixed(2);
    const gpu = adapter.found
        ? `WebGPU on ${adapter.name}${adapter.software ? ' (a software adapter)' : ''}`
        : `no WebGPU (${adapter.why})`;
    const size = sizes.wasm_raw === null
        ? 'The package has no wasm.'
        : `Its module: ${mb(sizes.wasm_raw)} MB, ${mb(sizes.wasm_gzip)} MB gzip, ${mb(sizes.wasm_brotli)} MB brotli.`;
    return `${date}, ${machine.cores} cores (${machine.model}), ${browser}, ${gpu}. ${size}`;
}

/** A document with what is between its two marks of a name replaced. @param {string} page @param {string} text @param {string} [name] */
export function replaceRecord(page, text, name = 'bench') {
    const marks = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
    const [begin, end] = marks.map((mark) => page.indexOf(mark));
    if (begin < 0 || end < begin) throw new Error(`the document has no "${marks[0]}" followed by "${marks[1]}": put them back`);
    return `${page.slice(0, begin + marks[0].length)}\n${text}\n${page.slice(end)}`;
}

/** The record as a JSON file with a row on each line, so that its history can be read. */
export function recordJson({results, ...rest}) {
    const rows = results.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
    const head = Object.entries(rest).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join('');
    return `{\n${head}  "results": [\n${rows}\n  ]\n}\n`;
}
