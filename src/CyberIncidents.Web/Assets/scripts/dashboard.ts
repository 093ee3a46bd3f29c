// The charts and the map of the dashboard; loaded there only.
export {};
