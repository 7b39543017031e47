// Package helper has the functions that generated programs carry with them:
// each file is copied into the output, with the imports that it needs, when a
// command calls for the function it is named after.
//
// A file holds one function that others call, with what only that function
// needs. It may call the function of another file.
package helper
