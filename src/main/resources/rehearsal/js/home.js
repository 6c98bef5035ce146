// The app's Home tab, as the bot published it for this person.

import {h, setHidden} from './dom.js';
import {botAvatar} from './avatar.js';
import {patchBlocks} from './blocks.js';
import {showBusy} from './dispatch.js';
import {formOf} from './form.js';
import {store} from './store.js';
import {menuButton} from './sidebar.js';

export class HomePane {
  #view = null;
  #shown = null;

  constructor() {
    this.blocks = h('div', {class: 'home-blocks'});
    this.empty = h('div', {class: 'empty'}, h('h2', {}, 'Nothing here yet'), h('p', {}, 'The app has not published its Home for this person.'));
    this.node = h('section', {class: 'pane', 'data-testid': 'home', 'aria-label': 'App Home'},
      h('header', {class: 'pane-head'}, menuButton(), botAvatar('sm'), h('div', {class: 'pane-words'}, h('h1', {class: 'pane-title'}, 'App Home'),
        h('p', {class: 'pane-topic'}, 'What waits for you'))),
      h('div', {class: 'home-scroll', tabindex: '0'}, this.blocks, this.empty));
  }

  update() {
    this.#view = store.state?.home ?? null;
    const view = this.#view;
    const key = `home:${store.me}:${view?.id ?? ''}`;
    setHidden(this.empty, Boolean(view?.blocks?.length));
    const form = formOf(key);
    form.hear(view?.state?.values);
    if (this.#shown !== key) {
      this.#shown = key;
      this.blocks.replaceChildren();
    }
    const surface = {
      key, kind: 'home', target: {view_id: view?.id}, form, blocks: () => this.#view?.blocks ?? [],
      redraw: () => {
        this.blocks.replaceChildren();
        this.update();
      },
    };
    patchBlocks(this.blocks, view?.blocks ?? [], surface);
    showBusy(this.blocks, key);
  }
}
