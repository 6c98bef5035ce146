// The short names that a release bot and its people use. An unknown one stays as it was typed, as in Slack.

const SHORTCODES = {
  '+1': '👍', '-1': '👎', alarm_clock: '⏰', arrow_down: '⬇️', arrow_forward: '▶️', arrow_right: '➡️', arrow_up: '⬆️',
  arrows_counterclockwise: '🔄', back: '🔙', bangbang: '‼️', bar_chart: '📊', bell: '🔔', beer: '🍺', black_circle: '⚫',
  blue_heart: '💙', book: '📖', bookmark: '🔖', boom: '💥', bug: '🐛', building_construction: '🏗️', bulb: '💡', bust_in_silhouette: '👤',
  busts_in_silhouette: '👥', calendar: '📅', chart_with_downwards_trend: '📉', chart_with_upwards_trend: '📈',
  checkered_flag: '🏁', clap: '👏', clipboard: '📋', clock1: '🕐', clock12: '🕛', clock3: '🕒', clock4: '🕓', clock6: '🕕',
  closed_lock_with_key: '🔐', cloud: '☁️', coffee: '☕', construction: '🚧', credit_card: '💳', cry: '😢', dart: '🎯',
  date: '📆', double_vertical_bar: '⏸️', dove_of_peace: '🕊️', ear: '👂', email: '📧', exclamation: '❗', eyes: '👀', fast_forward: '⏩',
  file_folder: '📁', fire: '🔥', fire_engine: '🚒', flag: '🚩', floppy_disk: '💾', gear: '⚙️', gem: '💎', ghost: '👻', gift: '🎁',
  globe_with_meridians: '🌐', green_circle: '🟢', green_heart: '💚', grey_question: '❔', grin: '😁', hammer: '🔨',
  hammer_and_wrench: '🛠️', heart: '❤️', heavy_check_mark: '✔️', heavy_minus_sign: '➖', heavy_multiplication_x: '✖️', heavy_plus_sign: '➕',
  hourglass: '⌛', hourglass_flowing_sand: '⏳', inbox_tray: '📥', information_source: 'ℹ️', interrobang: '⁉️', joy: '😂', key: '🔑',
  label: '🏷️', large_blue_circle: '🔵', large_green_circle: '🟢', large_green_square: '🟩', large_orange_circle: '🟠',
  large_orange_square: '🟧', large_red_square: '🟥', large_yellow_circle: '🟡', large_yellow_square: '🟨', link: '🔗', lock: '🔒',
  loudspeaker: '📢', mag: '🔍', mega: '📣', memo: '📝', money_with_wings: '💸', moneybag: '💰', mute: '🔇', next_track_button: '⏭️',
  no_bell: '🔕', no_entry: '⛔', no_entry_sign: '🚫', ok: '🆗', ok_hand: '👌', octagonal_sign: '🛑', outbox_tray: '📤', package: '📦',
  partying_face: '🥳', paperclip: '📎', pause_button: '⏸️', pencil: '📝', pencil2: '✏️', point_down: '👇', point_right: '👉', point_up: '☝️',
  police_car: '🚓', pray: '🙏', pushpin: '📌', question: '❓', radio_button: '🔘', raised_hand: '✋', raised_hands: '🙌', recycle: '♻️',
  red_circle: '🔴', relieved: '😌', repeat: '🔁', rewind: '⏪', robot_face: '🤖', rocket: '🚀', rotating_light: '🚨',
  round_pushpin: '📍', satellite: '📡', scales: '⚖️', scroll: '📜', seedling: '🌱', shield: '🛡️', ship: '🚢', slightly_smiling_face: '🙂', small_blue_diamond: '🔹',
  small_orange_diamond: '🔸', smile: '😄', smiley: '😃', snowflake: '❄️', sos: '🆘', sparkles: '✨', speech_balloon: '💬', star: '⭐',
  steam_locomotive: '🚂', stop_sign: '🛑', stopwatch: '⏱️', sunny: '☀️', tada: '🎉', test_tube: '🧪', thinking_face: '🤔', thumbsdown: '👎',
  thumbsup: '👍', ticket: '🎫', timer_clock: '⏲️', traffic_light: '🚦', train: '🚋', train2: '🚆', triangular_flag_on_post: '🚩',
  triangular_ruler: '📐', unlock: '🔓', vertical_traffic_light: '🚦', warning: '⚠️', wave: '👋', white_check_mark: '✅', white_circle: '⚪',
  white_large_square: '⬜', white_square: '◻️', woman_technologist: '👩‍💻', wrench: '🔧', x: '❌', yellow_circle: '🟡', zap: '⚡', zzz: '💤',
  ballot_box_with_check: '☑️', black_large_square: '⬛', black_square_for_stop: '⏹️', leftwards_arrow_with_hook: '↩️',
  rolled_up_newspaper: '🗞️', newspaper: '📰', microscope: '🔬', compass: '🧭', world_map: '🗺️', anchor: '⚓', umbrella: '☔',
  calendar_spiral: '🗓️', spiral_calendar_pad: '🗓️', card_index_dividers: '🗂️', ladder: '🪜', passport_control: '🛂', customs: '🛃',
};

/** The character of a short name (without colons), or null. */
export function emoji(name) {
  return Object.hasOwn(SHORTCODES, name) ? SHORTCODES[name] : null;
}

const PATTERN = /:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/g;

/** Plain text with its known short names replaced. */
export function withEmoji(text) {
  return text.replace(PATTERN, (whole, name) => emoji(name) ?? whole);
}
