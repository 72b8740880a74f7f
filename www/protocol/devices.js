// Names and advice about devices that both threads show. Texts only.

export const CPU_NAME = 'CPU';

/** Advice where WebGPU is missing. */
export const WEBGPU_REMEDY = 'The CPU trains the small models of this page well. For WebGPU use a current Chrome, Edge, ' +
    'Safari 26 or Firefox, over https or localhost, with graphics acceleration switched on in its settings.';
