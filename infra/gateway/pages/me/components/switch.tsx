interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

export function Switch({ label, on, onSwitch }: SwitchProps) {
  return (
    <button
      type="button"
      class="switch"
      role="switch"
      aria-checked={on}
      aria-label={label}
      onClick={() => onSwitch(!on)}
    >
      <span class="switch-track" aria-hidden="true" />
      <span aria-hidden="true">{on ? 'on' : 'off'}</span>
    </button>
  );
}
