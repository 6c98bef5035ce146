// What the rehearsed shop measures, to be steered while a stage is watched.

import {h, setAttr, setHidden, setText} from './dom.js';
import {api, Unreachable} from './api.js';
import {tell} from './store.js';

const shown = (gauge, value) => `${Number(value).toLocaleString('en', {maximumFractionDigits: 2})}${gauge.unit ? ` ${gauge.unit}` : ''}`;

export class Metrics {
  #rows = new Map();
  #held = null;

  constructor() {
    this.gauges = h('div', {class: 'gauges'});
    this.gone = h('input', {type: 'checkbox', 'data-testid': 'metrics-gone', on: {change: () => this.#send({gone: this.gone.checked})}});
    this.usual = h('button', {type: 'button', class: 'button', 'data-testid': 'metrics-usual', on: {click: () => this.#send({usual: true})}}, 'All as usual');
    this.note = h('p', {class: 'backstage-lead', role: 'status', 'data-testid': 'metrics-note', hidden: true});
    this.node = h('div', {class: 'metrics', 'data-testid': 'metrics-panel', hidden: true},
      h('p', {class: 'backstage-lead'}, 'What the shop measures from now on, in release time. While a stage is watched the bot asks for it every two minutes.'),
      this.gauges,
      h('div', {class: 'metrics-foot'}, h('label', {class: 'metrics-gone'}, this.gone, h('span', {}, 'The metrics can’t be reached')), this.usual), this.note);
  }

  async fetch() {
    this.#show(await api.metrics());
  }

  #show(state) {
    for (const gauge of state.gauges ?? []) {
      const row = this.#rows.get(gauge.name) ?? this.#row(gauge);
      if (this.#held !== gauge.name) {
        if (Number(row.slider.value) !== gauge.value) {
          row.slider.value = String(gauge.value);
        }
        this.#say(row, gauge, gauge.value);
      }
    }
    this.gone.checked = state.gone === true;
    setHidden(this.note, state.gone !== true);
    setText(this.note, state.gone === true ? 'Whoever asks now gets HTTP 503. That is no judgement, and never a pass.' : '');
  }

  #say(row, gauge, value) {
    setText(row.value, shown(gauge, value));
    setAttr(row.slider, 'aria-valuetext', shown(gauge, value));
    setAttr(row.node, 'data-unusual', Number(value) === gauge.usual ? null : 'true');
  }

  #row(gauge) {
    const slider = h('input', {type: 'range', class: 'gauge-slider', min: String(gauge.least), max: String(gauge.most), step: String(gauge.step),
      id: `gauge-${gauge.name}`, 'data-testid': `gauge-${gauge.name}`});
    const row = {slider, value: h('output', {class: 'gauge-value', for: `gauge-${gauge.name}`})};
    row.node = h('div', {class: 'gauge'}, h('label', {class: 'gauge-title', for: `gauge-${gauge.name}`}, gauge.title), slider, row.value,
      h('span', {class: 'gauge-usual'}, `usual ${shown(gauge, gauge.usual)}`));
    slider.addEventListener('input', () => {
      this.#held = gauge.name;
      this.#say(row, gauge, slider.value);
    });
    slider.addEventListener('change', async () => {
      await this.#send({gauge: gauge.name, value: Number(slider.value)});
      this.#held = null;
    });
    this.#rows.set(gauge.name, row);
    this.gauges.append(row.node);
    return row;
  }

  async #send(body) {
    try {
      const answer = await api.steer(body);
      if (answer.ok) {
        this.#held = null;
        this.#show(answer);
      } else {
        tell(`The metrics were not steered: ${answer.error}`);
      }
    } catch (problem) {
      if (!(problem instanceof Unreachable)) {
        throw problem;
      }
      tell('The metrics were not steered: the rehearsal did not answer.');
    }
  }
}
