// Stands in for style sheets, which no test looks at.
export default {};
