import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import Root from './Root.svelte';
import { App } from '$lib/state/app.svelte';

const app = new App();
const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
if (navigator.platform.startsWith('Linux')) document.documentElement.dataset.system = 'linux';
// First: the core answers while the page is set up.
void app.start();
mount(Root, { target, props: { app } });
