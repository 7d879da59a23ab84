package io.github.cacheconsistency.sample.points;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The points of a user over HTTP. */
@RestController
@RequestMapping("/users/{userId}/points")
class PointsController {

    private final PointsService service;

    PointsController(PointsService service) {
        this.service = service;
    }

    @GetMapping
    PointsBalance balance(@PathVariable long userId) {
        return service.balance(userId);
    }

    @PutMapping
    PointsBalance set(@PathVariable long userId, @Valid @RequestBody NewBalance body) {
        return service.set(userId, body.points());
    }

    @PostMapping("/add")
    PointsBalance add(@PathVariable long userId, @Valid @RequestBody Change body) {
        return service.add(userId, body.delta());
    }

    /** The request body of a PUT. */
    record NewBalance(
            @NotNull(message = "is missing") @PositiveOrZero(message = "must not be negative")
            Long points) {}

    /** The request body of an addition; a negative delta subtracts points. */
    record Change(@NotNull(message = "is missing") Long delta) {}
}
