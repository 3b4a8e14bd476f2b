/**
 * Sample data: subscribers with histories, made from a fixed seed, and users. All persons, cards
 * and payments are made up; the phone numbers lie in ranges that the branches really serve.
 */
@NullMarked
package org.sbms.deploy.sample;

import org.jspecify.annotations.NullMarked;
