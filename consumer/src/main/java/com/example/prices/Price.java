package com.example.prices;

import java.io.Serializable;

public record Price(long id, long cents, long version) implements Serializable {}
