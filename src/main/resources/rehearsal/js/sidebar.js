// The left side: who one is, who has been written to, and where one can look.

import {append, h, patchList, setAttr, setHidden} from './dom.js';
import {avatar, botAvatar} from './avatar.js';
import {icon} from './icons.js';
import {become, changed, conversations, go, modals, people, self, store, zone} from './store.js';

const badge = (count, testid) => (count > 0
  ? h('span', {class: 'badge', 'data-testid': testid, 'aria-hidden': 'true'}, count > 99 ? '99+' : String(count)) : null);

const menuButtons = [];

/** The button that opens the side bar where there is no room for it; it shows who one is. */
export function menuButton() {
  const button = h('button', {type: 'button', class: 'icon-button drawer-button', 'aria-label': 'People and conversations', 'data-testid': 'drawer-toggle',
    'aria-controls': 'sidebar', on: {click: () => {
      store.drawer = !store.drawer;
      changed();
    }}}, icon('menu', 20), h('span', {class: 'drawer-me'}), h('span', {class: 'drawer-dot', hidden: true}));
  menuButtons.push(button);
  return button;
}

export class Sidebar {
  constructor(node) {
    this.node = node;
    this.me = h('div', {class: 'me', 'data-testid': 'me'});
    this.people = h('ul', {class: 'people', 'aria-label': 'Act as'});
    this.channels = h('ul', {class: 'places', 'aria-label': 'Channels'});
    this.directs = h('ul', {class: 'places', 'aria-label': 'Direct messages'});
    this.home = h('ul', {class: 'places', 'aria-label': 'App'});
    append(node, this.me,
      h('section', {class: 'side-section side-people'}, h('h2', {class: 'side-title'}, 'Act as', h('small', {}, 'keys 1–9')), this.people),
      h('nav', {class: 'side-places', 'aria-label': 'Conversations'},
        h('section', {class: 'side-section'}, h('h2', {class: 'side-title'}, 'Channels'), this.channels),
        h('section', {class: 'side-section'}, h('h2', {class: 'side-title'}, 'Direct messages'), this.directs),
        h('section', {class: 'side-section'}, h('h2', {class: 'side-title'}, 'App'), this.home)));
    this.scrim = document.getElementById('scrim');
    this.scrim.addEventListener('click', () => this.#shut());
    document.addEventListener('keydown', (event) => this.#digit(event));
    node.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && store.drawer) {
        this.#shut();
      }
    });
  }

  #shut() {
    store.drawer = false;
    changed();
  }

  /** 1 to 9 switch to a person, unless somebody is typing or a form is open. */
  #digit(event) {
    if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || modals().length) {
      return;
    }
    if (event.target.closest?.('input, textarea, select, [contenteditable]')) {
      return;
    }
    const who = people()[Number(event.key) - 1];
    if (who) {
      event.preventDefault();
      become(who.id);
    }
  }

  update() {
    const app = document.getElementById('app');
    app.classList.toggle('drawer-open', store.drawer);
    setHidden(this.scrim, !store.drawer);
    for (const button of menuButtons) {
      setAttr(button, 'aria-expanded', String(store.drawer));
      const waiting = people().some((each) => each.unread > 0 && each.id !== store.me);
      setHidden(button.querySelector('.drawer-dot'), !waiting);
      const face = button.querySelector('.drawer-me');
      if (self() && face.dataset.me !== store.me) {
        face.dataset.me = store.me;
        face.replaceChildren(avatar(self(), 'sm'));
      }
    }
    this.#drawMe();
    patchList(this.people, people(), {
      key: (each) => each.id,
      print: (each, index) => `${JSON.stringify(each)}${index}${each.id === store.me}`,
      render: (each, index) => h('li', {}, this.#person(each, index)),
    });
    const at = store.place;
    const channels = conversations().filter((each) => each.kind !== 'im');
    const directs = conversations().filter((each) => each.kind === 'im');
    const here = (each) => at?.kind === 'conversation' && at.id === each.id;
    const rows = {
      key: (each) => each.id,
      print: (each) => `${each.name}${each.unread}${each.private}${each.member}${here(each)}`,
      render: (each) => h('li', {}, this.#conversation(each, here(each))),
    };
    patchList(this.channels, channels, rows);
    patchList(this.directs, directs, rows);
    setHidden(this.directs.parentElement, directs.length === 0);
    patchList(this.home, [{id: 'home'}], {
      key: (each) => each.id,
      print: () => String(at?.kind === 'home'),
      render: () => h('li', {}, h('button', {
        type: 'button', class: 'place', 'data-testid': 'nav-home', 'data-focus-key': 'nav-home', 'aria-current': at?.kind === 'home' ? 'page' : null,
        on: {click: () => go({kind: 'home'})},
      }, h('span', {class: 'place-mark'}, icon('home', 17)), h('span', {class: 'place-name'}, 'App Home'))),
    });
  }

  #drawMe() {
    const me = self();
    const print = me ? `${me.id}${me.real_name}${me.title}${me.color}${me.tz}` : '';
    if (this.me.dataset.print === print) {
      return;
    }
    this.me.dataset.print = print;
    this.me.replaceChildren(...(me ? [avatar(me, 'lg'), h('div', {class: 'me-words'},
      h('p', {class: 'me-name'}, 'You are ', h('bdi', {}, me.real_name || me.name)),
      h('p', {class: 'me-title'}, [me.title, zone().replaceAll('_', ' ')].filter(Boolean).join(' · ')))] : []));
  }

  #person(each, index) {
    const name = each.real_name || each.name;
    const marks = [each.deactivated ? 'left' : null, each.external ? 'external' : null, each.guest ? 'guest' : null].filter(Boolean);
    return h('button', {
      type: 'button', class: `person${each.deactivated ? ' person-gone' : ''}`, 'data-testid': `person-${each.id}`,
      'data-focus-key': each.id, 'aria-current': each.id === store.me ? 'true' : null,
      'aria-label': [name, each.title, ...marks, each.unread ? `${each.unread} unread` : null].filter(Boolean).join(', '),
      title: [name, each.title].filter(Boolean).join(', '),
      on: {click: () => become(each.id)},
    },
    avatar(each, 'sm'),
    h('span', {class: 'person-words'}, h('bdi', {class: 'person-name'}, name),
      h('span', {class: 'person-title'}, [each.title, ...marks].filter(Boolean).join(' · '))),
    badge(each.unread, `unread-${each.id}`) ?? (index < 9 ? h('kbd', {class: 'person-key', 'aria-hidden': 'true'}, String(index + 1)) : null));
  }

  #conversation(each, current) {
    const mark = each.kind === 'im' ? botAvatar('xs') : icon(each.private ? 'lock' : 'hash', 16);
    return h('button', {
      type: 'button', class: `place${each.unread ? ' place-unread' : ''}${each.member === false ? ' place-outside' : ''}`,
      'data-testid': `conversation-${each.id}`, 'data-focus-key': each.id, 'aria-current': current ? 'page' : null,
      'aria-label': `${each.name}${each.unread ? `, ${each.unread} unread` : ''}`,
      on: {click: () => go({kind: 'conversation', id: each.id})},
    }, h('span', {class: 'place-mark'}, mark), h('bdi', {class: 'place-name'}, each.name), badge(each.unread, `unread-${each.id}`));
  }
}
