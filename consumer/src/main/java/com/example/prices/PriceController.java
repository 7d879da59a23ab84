package com.example.prices;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PriceController {

    private final PriceService prices;

    PriceController(PriceService prices) {
        this.prices = prices;
    }

    @GetMapping("/prices/{id}")
    Price price(@PathVariable long id) {
        return prices.price(id);
    }

    @PostMapping("/prices/{id}/raise")
    void raise(@PathVariable long id, @RequestParam long cents) {
        prices.raise(id, cents);
    }
}
