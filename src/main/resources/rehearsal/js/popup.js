// What floats above the page: lists of options and menus. One at a time, kept in place beside its anchor.

let current = null;

/** Shows `node` beside `anchor`. `onClose` is called once, however it closes. */
export function openPopup(anchor, node, {onClose, width = null, align = 'start'} = {}) {
  closePopup();
  node.classList.add('popup');
  document.getElementById('layer').append(node);
  const entry = {anchor, node, onClose, width, align};
  current = entry;
  place(entry);
  return {
    close: () => {
      if (current === entry) {
        closePopup();
      }
    },
    place: () => place(entry),
    isOpen: () => current === entry,
  };
}

export function closePopup() {
  if (!current) {
    return;
  }
  const {node, onClose} = current;
  current = null;
  node.remove();
  onClose?.();
}

function place({anchor, node, width, align}) {
  if (!anchor.isConnected) {
    closePopup();
    return;
  }
  const box = anchor.getBoundingClientRect();
  const style = node.style;
  if (width === 'anchor') {
    style.minWidth = `${Math.max(box.width, 180)}px`;
    style.maxWidth = `${Math.max(box.width, Math.min(420, innerWidth - 16))}px`;
  }
  style.maxHeight = '';
  const wanted = Math.min(node.scrollHeight + 2, 320);
  const below = innerHeight - box.bottom - 12;
  const above = box.top - 12;
  const up = below < Math.min(wanted, 200) && above > below;
  style.maxHeight = `${Math.max(80, Math.min(320, up ? above : below))}px`;
  const left = align === 'end' ? box.right - node.offsetWidth : box.left;
  style.left = `${Math.max(8, Math.min(left, innerWidth - node.offsetWidth - 8))}px`;
  style.top = up ? `${box.top - node.offsetHeight - 4}px` : `${box.bottom + 4}px`;
}

const replace = () => current && place(current);
window.addEventListener('resize', replace);
window.addEventListener('scroll', (event) => {
  if (current && !current.node.contains(event.target)) {
    place(current);
  }
}, true);
document.addEventListener('pointerdown', (event) => {
  if (current && !current.node.contains(event.target) && !current.anchor.contains(event.target)) {
    closePopup();
  }
});

/** Closes a popup whose anchor has left the page. */
export function mindPopup() {
  if (current && !current.anchor.isConnected) {
    closePopup();
  }
}
