import { mount } from 'svelte';
import '../tokens.css';
import '../base.css';
import '../trainer/trainer.css';
import { accountAsk } from '../trainer/account.svelte.ts';
import App from './App.svelte';

void accountAsk();
mount(App, { target: document.body });
