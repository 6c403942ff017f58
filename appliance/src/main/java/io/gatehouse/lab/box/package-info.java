/** The box of a site: the built product with its units, brought up and cut off. */
package io.gatehouse.lab.box;
