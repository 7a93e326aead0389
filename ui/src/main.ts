import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import Root from './Root.svelte';
import { App } from '$lib/state/app';

const app = new App();
const target = document.getElementById('app');
if (!target) throw new Error('the page has no element with the id app');
if (navigator.platform.startsWith('Linux')) document.documentElement.dataset.system = 'linux';
// Subscribes first: the core responds while the page is mounted.
void app.connection.openConnection();
mount(Root, { target, props: { app } });
