// Tabs: one panel is visible at a time, and the arrow keys move between tabs. Main thread.

import {element} from './dom.js';

/**
 * @param {HTMLElement} list where the tabs stand
 * @param {HTMLElement} host where their panels stand
 * @param {{label: string, node: HTMLElement}[]} entries
 * @param {(index: number) => void} onChange
 * @param {string} [prefix] of the ids
 */
export function createTabs(list, host, entries, onChange, prefix = 'tool') {
    const tabs = entries.map(({label}, i) => element('button', {
        type: 'button', role: 'tab', class: 'tab small', id: `${prefix}-tab-${i}`, 'aria-controls': `${prefix}-panel-${i}`, onclick: () => choose(i),
    }, label));
    const panels = entries.map(({node}, i) => element('div', {role: 'tabpanel', id: `${prefix}-panel-${i}`, 'aria-labelledby': `${prefix}-tab-${i}`}, node));
    list.setAttribute('role', 'tablist');
    list.append(...tabs);
    host.append(...panels);
    list.addEventListener('keydown', (event) => {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        const from = tabs.findIndex((tab) => tab === document.activeElement);
        if (!step || from < 0) return;
        event.preventDefault();
        const next = (from + step + tabs.length) % tabs.length;
        tabs[next].focus();
        choose(next);
    });

    /** @param {number} index */
    function choose(index) {
        tabs.forEach((tab, i) => {
            tab.setAttribute('aria-selected', String(i === index));
            tab.tabIndex = i === index ? 0 : -1;
            panels[i].hidden = i !== index;
        });
        onChange(index);
    }

    choose(0);
}
