import { mount } from 'svelte';
import '../tokens.css';
import '../base.css';
import App from './App.svelte';
import { traineeStart } from './trainee.svelte.ts';

traineeStart();
mount(App, { target: document.body });
