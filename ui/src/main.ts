import './styles/tokens.css';
import './styles/base.css';
import { flushSync, mount } from 'svelte';
import Root from './Root.svelte';
import { App } from '$lib/state/app.svelte';

/** How long the window waits for the core before it shows itself as it is. */
const PATIENCE_MS = 200;

const app = new App();
const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
mount(Root, { target, props: { app } });

// The window is hidden until it is told to show itself, and a hidden window gets no animation frames: a timer
// lets the first paint happen.
const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
void Promise.race([app.start(), patience]).then(() => {
  flushSync();
  setTimeout(() => void app.api.windowReady().catch(() => {}), 0);
});
