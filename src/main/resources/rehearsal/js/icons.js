// Line icons, drawn here so that nothing is fetched.

const NS = 'http://www.w3.org/2000/svg';

const PATHS = {
  hash: ['M9 4 7 20', 'M17 4l-2 16', 'M4 9h16', 'M3.5 15h16'],
  lock: ['M6 11h12v9H6z', 'M8.5 11V8a3.5 3.5 0 0 1 7 0v3'],
  home: ['M4 11.5 12 5l8 6.5', 'M6.5 10v9h11v-9', 'M10.5 19v-5h3v5'],
  close: ['M6 6l12 12', 'M18 6 6 18'],
  back: ['M14.5 5.5 8 12l6.5 6.5'],
  chevron: ['M7 10l5 5 5-5'],
  menu: ['M4 7h16', 'M4 12h16', 'M4 17h16'],
  more: ['M6 12h.01', 'M12 12h.01', 'M18 12h.01'],
  send: ['M5 12h13', 'M12.5 6.5 18.5 12l-6 5.5'],
  reply: ['M5 6h14v10h-8l-4 3.5V16H5z'],
  clock: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 8v4.3l2.8 1.7'],
  skip: ['M6 6l7 6-7 6z', 'M17 6v12'],
  ear: ['M5 5h14v10h-6l-4 4v-4H5z', 'M9 9h6', 'M9 12h4'],
  pulse: ['M3 12h4l2.5-6 4.5 12 2.5-6H21'],
  storm: ['M12.5 3 6 13.5h5L10.5 21 18 10h-5.5z'],
  eye: ['M3 12s3.4-6 9-6 9 6 9 6-3.4 6-9 6-9-6-9-6z', 'M12 9.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8z'],
  check: ['M5 12.5l4.6 4.6L19 7'],
  spark: ['M12 4v4', 'M12 16v4', 'M4 12h4', 'M16 12h4', 'M6.5 6.5l2.4 2.4', 'M15.1 15.1l2.4 2.4', 'M17.5 6.5l-2.4 2.4',
    'M8.9 15.1l-2.4 2.4'],
  info: ['M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z', 'M12 11v5', 'M12 8h.01'],
  warn: ['M12 4.5 3.5 19h17z', 'M12 10v4', 'M12 16.5h.01'],
  user: ['M12 5a3.4 3.4 0 1 0 0 6.8A3.4 3.4 0 0 0 12 5z', 'M5.5 19.5c.6-3.4 3.2-5 6.5-5s5.9 1.6 6.5 5'],
  file: ['M7 4h7l4 4v12H7z', 'M14 4v4h4'],
  trash: ['M5 7h14', 'M10 7V5h4v2', 'M7 7l1 12h8l1-12'],
  up: ['M7 11v8H4v-8z', 'M7 11l4-7c1.6 0 2.4 1 2 2.600L12.400 10H18a1.800 1.800 0 0 1 1.700 2.300l-1.500 5.200A2 2 0 0 1 16.300 19H7'],
  down: ['M17 13V5h3v8z', 'M17 13l-4 7c-1.600 0-2.400-1-2-2.600l.6-3.400H6a1.800 1.800 0 0 1-1.700-2.300l1.500-5.200A2 2 0 0 1 7.700 5H17'],
  down_arrow: ['M12 5v13', 'M6.500 12.500 12 18l5.500-5.500'],
};

/** A decorative icon; whoever uses it names the control around it. */
export function icon(name, size = 18) {
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', size);
  svg.setAttribute('height', size);
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const path of PATHS[name] || PATHS.info) {
    const node = document.createElementNS(NS, 'path');
    node.setAttribute('d', path);
    svg.append(node);
  }
  return svg;
}
