// Whether anything on the page was changed and not sent: fields with a name (others are not sent), and masks.
export function typed() {
  const changed = (field) => (field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);
  const fields = [...document.querySelectorAll("textarea[name], input[name]:not([type=hidden], [type=file])")];
  const moved = (list) => list.selectedIndex !== Math.max(0, [...list.options].findIndex((option) => option.defaultSelected));
  return fields.some(changed) || [...document.querySelectorAll("select[name]")].some(moved) || document.querySelector("mask-editor")?.model?.past.length > 0;
}
