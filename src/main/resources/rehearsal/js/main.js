// Starts the page and draws every part after each change.

import {h, setHidden, setText} from './dom.js';
import {Bar} from './bar.js';
import {backstage} from './backstage.js';
import {mindForms} from './clock.js';
import {ConversationPane, ThreadPane} from './conversation.js';
import {HomePane} from './home.js';
import {icon} from './icons.js';
import {Modals} from './modal.js';
import {mindPopup} from './popup.js';
import {Sidebar} from './sidebar.js';
import {begin, changed, feed, here, people, self, store, subscribe} from './store.js';
import {Toasts} from './toasts.js';

const part = (id) => document.getElementById(id);

const main = part('main');
const bar = new Bar(part('bar'));
const sidebar = new Sidebar(part('sidebar'));
const thread = new ThreadPane(part('thread'));
const conversation = new ConversationPane();
const home = new HomePane();
const modal = new Modals(part('modal-root'));
const toasts = new Toasts(part('toasts'));
backstage.mount(part('backstage'));

const connection = part('connection');
connection.append(h('span', {class: 'spinner', 'aria-hidden': 'true'}), h('span', {}, 'Connection lost, trying again …'),
  h('button', {type: 'button', class: 'button button-small', on: {click: () => feed.nudge()}}, icon('skip', 14), 'Try now'));

function draw() {
  setHidden(connection, store.connection !== 'lost');
  document.body.dataset.connection = store.connection;
  toasts.update();
  if (!store.state) {
    return;
  }
  document.body.dataset.version = store.state.version;
  document.body.dataset.me = store.me;
  bar.update();
  sidebar.update();
  const pane = store.place?.kind === 'home' ? home : conversation;
  if (main.firstElementChild !== pane.node || main.children.length !== 1) {
    main.replaceChildren(pane.node);
  }
  pane.update();
  thread.update();
  backstage.update();
  modal.update();
  mindPopup();
  mindForms();
  title();
}

function title() {
  const where = store.place?.kind === 'home' ? 'App Home' : here()?.kind === 'im' ? here().name : `#${here()?.name ?? ''}`;
  const waiting = people().reduce((sum, each) => sum + (each.unread ?? 0), 0);
  const words = `${waiting ? `(${waiting}) ` : ''}${where} · ${self()?.real_name ?? ''} · Rehearsal`;
  if (document.title !== words) {
    setText(document.querySelector('title'), words);
  }
}

subscribe(draw);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    conversation.looked();
    changed();
  }
});
begin();
