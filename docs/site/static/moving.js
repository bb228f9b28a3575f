// A figure that moves without a kernel: show picture and reading of the state that is chosen.
for (const form of document.querySelectorAll("form.moving")) {
  const readings = JSON.parse(form.dataset.readings);
  const picture = (state) => `${form.dataset.name}${state}.webp`;
  form.addEventListener("input", () => {
    let state = 0;
    for (const field of form.elements) {
      if (field.options) {
        state = state * field.length + field.selectedIndex;
      } else {
        const place = (value) => Math.floor((value - field.min) / field.step + 1e-9);
        state = state * (place(field.max) + 1) + place(field.value);
        field.nextElementSibling.textContent = field.value;
      }
    }
    const image = form.querySelector("img");
    image.src = picture(state);
    form.querySelector("[role=status]").textContent = image.alt = readings[state];
  });
  // Once somebody is there, the other pictures are fetched.
  const fetchAll = () => readings.forEach((_, state) => { new Image().src = picture(state); });
  form.addEventListener("focusin", fetchAll, { once: true });
}
