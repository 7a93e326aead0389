import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import Root from './Root.svelte';
import { App } from '$lib/state/app.svelte';

const app = new App();
const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
mount(Root, { target, props: { app } });
// The core shows the window as it answers.
void app.start();
